"""Programs from the npm registry, in the versions that a lock file names."""
import shutil
import subprocess

from skipping import missing


def install(source, target):
    """Installs what package.json and package-lock.json in `source` name below `target`, unless it is there."""
    if not shutil.which("npm"):
        missing("npm is not installed")
    target.mkdir(parents=True, exist_ok=True)
    stamp, lock = target / "installed.json", (source / "package-lock.json").read_text()
    if stamp.exists() and stamp.read_text() == lock:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, target)
    ended = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=target,
                           capture_output=True, text=True, timeout=600)
    if ended.returncode:
        missing(f"npm ci failed: {ended.stderr[-400:]}")
    stamp.write_text(lock)
