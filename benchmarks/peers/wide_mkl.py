"""The widest kernels of MKL, also where the processor is not Intel's.

PyTorch's products are MKL's on x86. Of a processor with AVX-512, MKL takes kernels of half its width unless Intel has
made it. Users there who care for speed answer its question in its place, by a library of one function that is loaded
before it, and so does this. It needs a C compiler.
"""

import ctypes
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

QUESTION = "mkl_serv_intel_cpu_true"


def needs_telling(cpuinfo):
    """Whether the processor, as Linux describes it, has AVX-512 and another maker than Intel."""
    lines = cpuinfo.splitlines()
    flags = next((line for line in lines if line.startswith("flags")), "").split()
    maker = next((line for line in lines if line.startswith("vendor_id")), "")
    return "avx512f" in flags and "GenuineIntel" not in maker


def take_widest_kernels():
    """Call it before `import torch`. Says whether MKL was told, or needs not be; False where it cannot be."""
    try:
        if not needs_telling(Path("/proc/cpuinfo").read_text()):
            return True
    except OSError:
        return True
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        library = os.path.join(folder, "answer.so")
        source = f"int {QUESTION}(void) {{ return 1; }}\n"
        built = subprocess.run(
            [compiler, "-shared", "-fPIC", "-x", "c", "-", "-o", library],
            input=source,
            text=True,
            capture_output=True,
        )
        if built.returncode != 0:
            return False
        ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
    return True
