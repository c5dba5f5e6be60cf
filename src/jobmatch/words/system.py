"""What the operating system says of files that cannot be read or written."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

SYSTEM: dict[str, Phrase] = {
    "system.ENOENT": Phrase("No such file or directory", "没有该文件或目录"),
    "system.EACCES": Phrase("Permission denied", "没有权限"),
    "system.EPERM": Phrase("Operation not permitted", "不允许此操作"),
    "system.EEXIST": Phrase("File exists", "文件已存在"),
    "system.ENOTDIR": Phrase("Not a directory", "不是目录"),
    "system.EISDIR": Phrase("Is a directory", "是目录"),
    "system.ENOTEMPTY": Phrase("Directory not empty", "目录非空"),
    "system.ENOSPC": Phrase("No space left on device", "磁盘空间不足"),
    "system.EDQUOT": Phrase("Disk quota exceeded", "超出磁盘配额"),
    "system.EROFS": Phrase("Read-only file system", "文件系统只读"),
    "system.ENAMETOOLONG": Phrase("File name too long", "文件名过长"),
    "system.EBUSY": Phrase("Device or resource busy", "设备或资源正忙"),
    "system.EIO": Phrase("Input/output error", "输入输出错误"),
    "system.EINVAL": Phrase("Invalid argument", "参数无效"),
}
"""By the symbol of the error number, under ``system.<symbol>``."""
