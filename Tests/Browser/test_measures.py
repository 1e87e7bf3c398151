"""Measures of poverty and inequality against a published package: what the program tells is what others compute."""

import json
import random
import subprocess

import numpy
import poverty
import pytest
from city import PROGRAM, ROOT, shouwang


def told(folder, rows, line):
    """What the program says of rows of income (yuan, for all of them together) and people."""
    sheet = folder / "incomes.csv"
    sheet.write_text("income,people\n" + "".join(f"{income},{people}\n" for income, people in rows))
    return json.loads(shouwang("wellbeing", "--incomes", sheet, "--line", line, "--json"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_poverty_gini_and_curve_are_those_of_the_package(tmp_path, seed):
    chance = random.Random(seed)
    households = [(chance.randint(1, 6), round(chance.lognormvariate(9.3, 0.8))) for _ in range(400)]
    each = [income for people, income in households for _ in range(people)]
    found = told(tmp_path, [(income * people, people) for people, income in households], 9_000)
    assert found["people"] == len(each)
    near = lambda value: pytest.approx(value, rel=1e-9)
    assert found["headcount"] == near(poverty.calc_head(each, 9_000))
    assert found["gap"] == near(poverty.pov_index(each, 9_000))
    assert found["severity"] == near(poverty.squared_pov_index(each, 9_000))
    assert found["gini"] == near(float(poverty.gini(each)))
    shares = numpy.array(each) / numpy.mean(each)
    assert found["theil"] == near(float(numpy.mean(shares * numpy.log(shares))))
    # The curve at tenths, a household across a border shared out evenly.
    summed = numpy.insert(numpy.cumsum(numpy.sort(each)) / numpy.sum(each), 0, 0)
    tenths = numpy.interp(numpy.arange(11) * len(each) / 10, numpy.arange(len(each) + 1), summed)
    assert found["lorenz"] == near(list(tenths))


def test_a_line_that_is_no_income_is_named(tmp_path):
    sheet = tmp_path / "incomes.csv"
    sheet.write_text("income,people\n100,1\nmuch,2\n")
    words = [PROGRAM, "wellbeing", "--incomes", str(sheet), "--lang", "en"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode != 0
    assert "Line 3" in done.stderr and "much" in done.stderr
