#!/usr/bin/env python3
"""Times other CEL engines on the same households and rules: one JSON object a peer on standard output.

Each peer runs once, single-threaded, in a process of its own. What is timed is evaluation alone: reading
the file, compiling the rules and turning households into the engine's own values come before it
(the last of these is reported as prepare_seconds). Rates are by the process's CPU time; the ones
whose names start with wall_ are by the clock. A rule that fails on a household ends its peer.

Every peer is called from Python; bare_call_seconds is what one call costs it that evaluates only `true`.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time
import venv

# Peers from the Python package index; the versions are pinned so that figures can be compared.
# The first package of a peer is its engine, the others are what the engine needs and does not say.
PACKAGES = {
    "rust": [("common-expression-language", "0.10.0")],
    "cpp": [("cel-expr-python", "0.1.3"), ("protobuf", "7.36.2")],
    "python": [("cel-python", "0.5.0")],
}
ABSENT = {
    "go": ("cel-go", "Debian 12 has no package of it; measured elsewhere, so not comparable: "
                     "40,000 to 57,000 households/s"),
}

# Households converted, then timed, together: few enough to be in the processor's cache when evaluated.
BLOCK = 32


def rust_engine(expressions):
    """The Rust engine: a Context holds a household converted once, for all the rules."""
    import cel

    programs = [cel.compile(expression).execute for expression in expressions]
    return programs, lambda household: cel.Context({"household": household})


def cpp_engine(expressions):
    """Google's C++ runtime: an Activation holds a household, for all the rules."""
    from cel_expr_python import cel

    def answering(evaluate):
        return lambda activation: evaluate(activation).value()

    environment = cel.NewEnv(variables={"household": cel.Type.DYN})
    programs = [answering(environment.compile(expression).eval) for expression in expressions]
    return programs, lambda household: environment.Activation({"household": household})


def python_engine(expressions):
    """The pure Python engine, with the runner that turns each rule into Python code: its fast one."""
    import celpy

    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    programs = [environment.program(environment.compile(expression)).evaluate for expression in expressions]
    return programs, lambda household: {"household": celpy.json_to_cel(household)}


ENGINES = {"rust": rust_engine, "cpp": cpp_engine, "python": python_engine}


def name_of(peer):
    return " ".join(PACKAGES[peer][0])


def measure(peer, households, rules):
    """Evaluates every rule over every household, once; runs inside the peer's own process."""
    (*programs, bare), convert = ENGINES[peer]([rule["expression"] for rule in rules] + ["true"])
    numbered = list(enumerate(programs))
    matches = [0] * len(programs)
    prepare = cpu = wall = calls = 0.0
    for start in range(0, len(households), BLOCK):
        begun = time.process_time()
        contexts = [convert(household) for household in households[start:start + BLOCK]]
        wall_begun, cpu_begun = time.perf_counter(), time.process_time()
        for context in contexts:
            for number, program in numbered:
                if program(context):
                    matches[number] += 1
        cpu_ended = time.process_time()
        wall += time.perf_counter() - wall_begun
        for context in contexts:
            bare(context)
        calls += time.process_time() - cpu_ended
        cpu += cpu_ended - cpu_begun
        prepare += cpu_begun - begun
    count = len(households)
    return {
        "peer": name_of(peer),
        "households": count,
        "evaluations_per_second": round(count * len(programs) / cpu),
        "households_per_second": round(count / cpu),
        "wall_evaluations_per_second": round(count * len(programs) / wall),
        "wall_households_per_second": round(count / wall),
        "cpu_seconds": round(cpu, 4),
        "wall_seconds": round(wall, 4),
        "prepare_seconds": round(prepare, 4),
        "bare_call_seconds": round(calls / count, 9),
        "matches": matches,
    }


def run(command):
    """Runs a command; gives its standard output, or raises RuntimeError with its last words."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError((done.stderr.strip() or f"exit status {done.returncode}").splitlines()[-1])
    return done.stdout


def interpreter(cache, peer):
    """The Python of the peer's virtual environment, made and filled when that is still to do."""
    packages = ["==".join(package) for package in PACKAGES[peer]]
    folder = cache / packages[0]
    python = folder / "bin" / "python"
    ready = folder / "ready"  # written last, so an interrupted installation is done again
    if not ready.exists():
        venv.create(folder, with_pip=True, clear=True)
        run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--only-binary", ":all:", *packages])
        ready.touch()
    return python


def report(peer, options):
    """One peer's figures, or the reason that there are none."""
    if peer in ABSENT:
        name, reason = ABSENT[peer]
        return {"peer": name, "absent": reason}
    command = [__file__, options.file, options.rules, "--inside", peer,
               "--limit-python", str(options.limit_python)]
    try:
        return json.loads(run([interpreter(options.cache, peer), *command]))
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        return {"peer": name_of(peer), "absent": str(error)}


def main():
    known = [*PACKAGES, *ABSENT]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", metavar="FILE.jsonl", help="households, one JSON object a line")
    parser.add_argument("rules", metavar="RULES.json", help='list of {"name", "expression"}')
    parser.add_argument("--only", metavar="PEERS", default=",".join(known), help="of %(default)s")
    parser.add_argument("--limit-python", metavar="N", type=int, default=2000,
                        help="the pure Python peer sees the first N households only (%(default)s)")
    parser.add_argument("--cache", metavar="FOLDER", type=pathlib.Path,
                        default=pathlib.Path.home() / ".cache" / "shouwang-peers",
                        help="where peers are installed (%(default)s)")
    parser.add_argument("--inside", choices=PACKAGES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    chosen = options.only.split(",")
    if unknown := set(chosen) - set(known):
        parser.error(f"unknown peer: {', '.join(sorted(unknown))}")

    if not options.inside:
        for peer in chosen:
            print(json.dumps(report(peer, options)), flush=True)
        return
    rules = json.loads(pathlib.Path(options.rules).read_text("utf-8"))
    with open(options.file, encoding="utf-8") as lines:
        households = [json.loads(line) for line in lines]
    if options.inside == "python":
        del households[options.limit_python:]
    if not households or not rules:
        sys.exit("no household or no rule to evaluate")
    print(json.dumps(measure(options.inside, households, rules)))


if __name__ == "__main__":
    main()
