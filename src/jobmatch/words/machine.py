"""What `doctor` says of a machine."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

MACHINE: dict[str, Phrase] = {
    "doctor.looking": Phrase("Looking …", "正在检查……"),
    "doctor.versions": Phrase("Versions", "版本"),
    "doctor.system": Phrase("System", "系统"),
    "doctor.cores": Phrase("Cores", "处理器"),
    "doctor.cores_value": Phrase("{cores}, of which {threads} are used", "{cores} 核，使用 {threads} 个线程"),
    "doctor.memory": Phrase("Memory", "内存"),
    "doctor.memory_value": Phrase("{all} GB, {free} GB of it free", "{all} GB，可用 {free} GB"),
    "doctor.unknown": Phrase("the system does not say", "系统未提供"),
    "doctor.kernels": Phrase("Kernels", "编译缓存"),
    "doctor.kernels_value": Phrase(
        "{count} files under {folder}, ready in {seconds} s",
        "{folder} 下 {count} 个文件，{seconds} 秒就绪",
    ),
    "doctor.not_writable": Phrase(
        "{folder} cannot be written to: every run compiles the kernels anew, which takes half a minute. Set"
        " NUMBA_CACHE_DIR to a folder that can.",
        "{folder} 不可写：每次运行都要重新编译（约半分钟）。请将 NUMBA_CACHE_DIR 设为可写的目录。",
    ),
    "doctor.no_jit": Phrase(
        "NUMBA_DISABLE_JIT is set: nothing is compiled, and large lists take forever. Unset it.",
        "已设置 NUMBA_DISABLE_JIT：不会编译，大清单将极慢。请取消该设置。",
    ),
    "doctor.little_memory": Phrase(
        "Little memory is free: 220,000 seekers with 2,000 jobs take half a GB, a million seekers a whole one.",
        "可用内存不足：22 万人、2 千岗位约需 0.5 GB，百万人约需 1 GB。",
    ),
    "doctor.set": Phrase("Set", "环境变量"),
    "doctor.check": Phrase("Self-test", "自检"),
    "doctor.works": Phrase("a small plan was solved and verified", "已求解并核验一个小方案"),
    "doctor.fails": Phrase("a small plan could not be solved and verified: {why}", "小方案未能求解并核验：{why}"),
    "doctor.well": Phrase("Nothing is wrong.", "一切正常。"),
}
