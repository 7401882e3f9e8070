"""Running and timing other programs; what the benches share."""
import os
import platform
import resource
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SHARED = os.environ.get("SHARED", os.path.join(ROOT, "..", "shared"))
TOOLS = os.path.join(SHARED, "tools", "bench")
KAOHE = os.path.abspath(os.environ.get("KAOHE", os.path.join(ROOT, "kaohe")))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
THREADS = os.environ.get("THREADS", "2")
WORK = os.environ.get("WORK", os.path.join(HERE, "work"))


def path(*names):
    return os.path.join(WORK, *names)


def sh(*words, **more):
    return subprocess.run(words, check=True, **more)


def cc(source, target):
    sh(os.environ.get("CC", "gcc"), "-O3", "-march=native", "-o", target, source, "-lpthread")


def modules(*packages):
    """The folder in which npm has installed the packages, by name."""
    os.makedirs(path("npm"), exist_ok=True)
    lacking = [p for p in packages if not os.path.isdir(path("npm", "node_modules", *p.split("/")))]
    if lacking:
        sh("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", path("npm"), *lacking)
    return path("npm")


def ledger_of(rows, folder):
    """folder/in/ledger.csv with that many rows and the registries of its units in folder/rules."""
    cc(os.path.join(TOOLS, "ledger_gen.c"), path("ledger_gen"))
    os.makedirs(os.path.join(folder, "rules"), exist_ok=True)
    os.makedirs(os.path.join(folder, "in"), exist_ok=True)
    ledger = os.path.join(folder, "in", "ledger.csv")
    if not os.path.exists(ledger):
        with open(ledger + ".part", "wb") as out:
            sh(path("ledger_gen"), str(rows), stdout=out)
        os.rename(ledger + ".part", ledger)
    sh(os.path.join(HERE, "registry.sh"), ledger, os.path.join(folder, "rules"))
    return ledger


def timed(words):
    """Wall seconds, CPU seconds and peak memory (MB) of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = child.stdout.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode > 1:
        sys.exit(f"{' '.join(words)}\n{said}ended with {child.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, usage.ru_maxrss / 1024, said


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    return f"{model}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}"
