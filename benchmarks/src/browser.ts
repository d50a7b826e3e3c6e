/**
 * What pages read of records with: nothing here needs more than a browser.
 * @packageDocumentation
 */
export { kindOfMachine } from './suites/common/machines.ts';
