#!/usr/bin/env python3
"""Counts the article's figures from the CSV files of a synthetic city alone, and compares them.

usage: calibration_check.py FOLDER [--as-of 2022-12-31] [--json]

Nothing of the generator is used: the targets below are the published figures of the full city, scaled by the base of
the folder (442,248 households at full size) and rounded. Rows that an import would refuse are left out the way an
import leaves them out: unknown places or people, wrong check characters, impossible days and amounts, doubles.
Prints target, counted and difference; the status is 1 where a count differs or a rate differs as printed.
"""
import argparse, csv, json, os, sys
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = '10X98765432'
BASE = 442_248


def right_id(text):
    """The number as it is stored, and whether its check character fits; None where it is no number at all."""
    text = text.strip().upper()
    if len(text) != 18 or not text[:17].isdigit() or text[17] not in '0123456789X':
        return None, False
    return text, CHECKS[sum(int(d) * w for d, w in zip(text, WEIGHTS)) % 11] == text[17]


known_days = {}


def day(text):
    if text not in known_days:
        try:
            known_days[text] = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            known_days[text] = None
    return known_days[text]


def year_before(when):
    return when.replace(year=when.year - 1, day=28 if (when.month, when.day) == (2, 29) else when.day)


def whole(text):
    return int(text) if text.isascii() and text.isdigit() else None


class City:
    def __init__(self, folder, as_of):
        self.folder, self.as_of = folder, as_of
        self.year = as_of.year if (as_of.month, as_of.day) >= (9, 30) else as_of.year - 1
        self.refused = {}

    def rows(self, name):
        with open(os.path.join(self.folder, name + '.csv'), encoding='utf-8', newline='') as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader

    def refuse(self, name):
        self.refused[name] = self.refused.get(name, 0) + 1

    def read(self):
        self.places = {row[0] for row in self.rows('regions')}
        self.households, header = {}, None
        with open(os.path.join(self.folder, 'households.csv'), encoding='utf-8', newline='') as file:
            header = next(csv.reader(file))
        column = {name: at for at, name in enumerate(header)}

        def net(row, year):
            return sum(int(row[column[f'{head}_{year}']]) * sign
                       for head, sign in (('wage', 1), ('oper', 1), ('prop', 1), ('trans', 1), ('exp', -1)))
        for row in self.rows('households'):
            if row[1] not in self.places or row[0] in self.households:
                self.refuse('households')
                continue
            self.households[row[0]] = [row[2], row[4] == '1', net(row, self.year), net(row, self.year - 1),
                                       int(row[column[f'oper_{self.year}']]), int(row[column[f'oper_{self.year - 1}']]), 0, 0]
        self.persons, people = {}, []
        for row in self.rows('persons'):
            number, fits = right_id(row[0])
            birth = day(row[4])
            if (number is None or number in self.persons or row[1] not in self.households or not birth
                    or number[6:14] != row[4].replace('-', '')):
                self.refuse('persons')
                continue
            self.persons[number] = row[1] if fits else None
            age = self.as_of.year - birth.year - ((self.as_of.month, self.as_of.day) < (birth.month, birth.day))
            people.append((number, row[1], 16 <= age <= 59 and row[9] in '12', row[13]))
        deaths = {row[1]: day(row[2]) for row in self.counted('deaths')}
        self.dead = {number for number, when in deaths.items() if when <= self.as_of}
        self.year_ago = year_before(self.as_of)
        self.labour = {group: [0, 0] for group in ('all', 'base', 'relocated')}
        self.outside_by_register = 0
        self.labourers = set()
        for number, household, is_labourer, work_place in people:
            home = self.households[household]
            home[7] += number not in deaths or deaths[number] > self.year_ago
            if number in self.dead:
                continue
            home[6] += 1
            if is_labourer:
                self.labourers.add(number)
                for group in ['all'] + ['base'] * (home[0] in 'TM') + ['relocated'] * home[1]:
                    self.labour[group][0] += 1
                    self.labour[group][1] += work_place != '0'
            self.outside_by_register += work_place == '5'

    def counted(self, name, days=(2,), amounts=()):
        """Rows of a feed about persons that an import takes: of those that share a number the first usable one."""
        seen = set()
        for row in self.rows(name):
            number, fits = right_id(row[1])
            if (row[0] in seen or not fits or not self.persons.get(number)
                    or any(day(row[at]) is None for at in days) or any(whole(row[at]) is None for at in amounts)):
                self.refuse(name)
                continue
            seen.add(row[0])
            row[1] = number
            yield row

    def ledger(self, name, days):
        seen = set()
        for row in self.rows(name):
            if row[0] in seen or row[1] not in self.places or any(day(row[at]) is None for at in days):
                self.refuse(name)
                continue
            seen.add(row[0])
            yield row


def figures(city):
    """name -> value, each counted from rows."""
    found = {}
    base = [home for home in city.households.values() if home[0] in 'TM']
    found['base'] = len(base)
    found['baseMonitoredNeverPoor'] = sum(home[0] == 'M' for home in base)
    persons = sum(home[6] for home in base)
    found['basePersons'] = persons
    found['perCapitaNetIncome'] = sum(home[2] for home in base) / persons
    found['perCapitaNetIncomePrev'] = sum(home[3] for home in base) / persons
    found['netIncomeGrowth'] = (found['perCapitaNetIncome'] / found['perCapitaNetIncomePrev'] - 1) * 100
    found['perCapitaOperatingIncome'] = sum(home[4] for home in base) / persons
    found['operatingGrowth'] = (sum(home[4] for home in base) / sum(home[5] for home in base) - 1) * 100
    lifted = [home for home in base if home[3] < 10_000 * home[6] and home[2] >= 10_000 * home[6]]
    found['liftedOver10k'] = len(lifted)
    found['liftedOver10kPersons'] = sum(home[6] for home in lifted)
    found['under7000'] = sum(home[2] < 7_000 * home[6] for home in base)
    for group, zh in (('all', 'Rural'), ('base', 'OutOfPoverty'), ('relocated', 'Relocated')):
        labourers, transferred = city.labour[group]
        found['labour' + zh], found['transferred' + zh] = labourers, transferred
        found['transferRate' + zh] = transferred / labourers * 100
    found['relocatedPersons'] = sum(home[6] for home in city.households.values() if home[1])

    months, outside = {}, {}
    for row in city.counted('work', days=(2,)):
        year = int(row[2][:4])
        if row[1] not in city.labourers or row[3] == '0':
            continue
        count, total = months.get(year, (0, 0))
        months[year] = (count + 1, total + int(row[4]))
        outside[year] = outside.get(year, 0) + (row[3] == '5')
    (now, total), (before, total_before) = months[city.year], months[city.year - 1]
    found['meanWorkMonths'], found['meanWorkMonthsPrev'] = total / now, total_before / before
    found['newOutOfProvince'] = outside[city.year] - outside[city.year - 1]
    found['outsideByRegisterAndByWork'] = city.outside_by_register - outside[city.year]

    firms, coops = set(), set()
    for row in city.ledger('entities', days=(5,)):
        if day(row[5]) <= city.as_of and (not row[6] or day(row[6]) > city.as_of):
            (firms if row[2] == 'firm' else coops).add(row[4])
    bound, used = set(), set()
    for row in city.counted('bindings', days=(4,)):
        if day(row[4]) <= city.as_of and (not row[5] or day(row[5]) > city.as_of):
            if row[2] in firms or row[2] in coops:
                bound.add(city.persons[row[1]])
                used.add(row[2])
    found['bindingFirms'], found['bindingCoops'] = len(firms), len(coops)
    found['bindingHouseholds'] = len(bound)
    found['boundOutsideBase'] = sum(city.households[home][0] == 'G' for home in bound)
    found['bindingCoverage'] = len(bound) / len(base) * 100
    if len(bound) > 100_000:
        found['entitiesWithoutHousehold'] = len((firms | coops) - used)

    paid, insured = 0, set()
    for row in city.counted('claims', days=(3,), amounts=(5,)):
        amount = int(row[5])
        if row[4] and day(row[4]) <= city.as_of:
            paid += amount
            insured.add(city.persons[row[1]])
    found['insurancePaid'], found['insuranceHouseholds'] = paid, len(insured)
    found['insurancePremium'] = sum(
        int(row[5]) for row in city.ledger('premiums', days=(3,)) if day(row[3]) <= city.as_of < day(row[4]))
    found['insuranceLossRatio'] = paid / found['insurancePremium'] * 100
    found['insuranceAverage'] = paid / len(insured)

    cases = [0] * 8
    early_gate = 0
    seen = set()
    for row in city.counted('cases', days=(4, 5)):
        home = city.persons[row[1]]
        if home in seen:
            continue
        seen.add(home)
        registered, eliminated = day(row[5]), day(row[6]) if row[6] else None
        for at, limit, size in ((0, city.as_of, city.households[home][6]), (4, city.year_ago, city.households[home][7])):
            if registered <= limit:
                cases[at] += 1
                cases[at + 1] += size
            if eliminated and eliminated <= limit:
                cases[at + 2] += 1
                cases[at + 3] += size
        if eliminated and ((eliminated - registered).days < 180 or not row[8] or day(row[8]) > eliminated):
            early_gate += 1
    found['monitoredHouseholds'], found['monitoredPersons'] = cases[0], cases[1]
    found['eliminatedHouseholds'], found['eliminatedPersons'] = cases[2], cases[3]
    found['riskEliminationRate'] = cases[3] / cases[1] * 100
    found['riskEliminationRatePrev'] = cases[7] / cases[5] * 100 if cases[5] else 0
    found['eliminatedAgainstTheGate'] = early_gate

    sums = {}
    rounds = set()
    for row in city.ledger('projects', days=()):
        sums[row[3]] = sums.get(row[3], 0) + int(row[4])
        if row[5] != '0':
            rounds.add(row[5])
    found['industryFundShare'] = sums['industry'] / sum(sums.values()) * 100
    found['municipalReviewRounds'] = len(rounds)
    sites = list(city.ledger('sites', days=(3,)))
    found['sites'], found['sitesLarge'] = len(sites), sum(row[4] == '1' for row in sites)
    found['demoSitesStarted'] = sum(day(row[3]) <= city.as_of for row in city.ledger('demos', days=(3,)))
    levels = [row[3] for row in city.ledger('policies', days=(4,))]
    found['cityPolicies'], found['countyPolicies'] = levels.count('city'), levels.count('county')
    kinds = [row[3] for row in city.ledger('tasks', days=(4,)) if day(row[4]) <= city.as_of]
    found['keyTasks'], found['gapsToClose'] = kinds.count('key_task'), kinds.count('gap')
    found['fundMeasures'], found['reviewTasks'] = kinds.count('fund_measure'), kinds.count('review_round')
    latest = {}
    for row in city.ledger('statistics', days=(3,)):
        if day(row[3]) <= city.as_of:
            latest[row[2]] = max(latest.get(row[2], ('', 0)), (row[3], float(row[4])))
    found['ruralDisposableIncome'] = latest['rural_disposable_income'][1]
    found['demoSitesTarget'] = latest['target_demo_sites'][1]
    return found


# name: (figure of the full city, how it scales); s: with the base, one: the same but at least one, -: in every size
# alike, or the decimals of a rate or mean.
TARGETS = {
    'base': (442_248, 's'), 'baseMonitoredNeverPoor': (24_248, 's'), 'monitoredHouseholds': (55_106, 's'),
    'monitoredPersons': (230_570, 's'), 'eliminatedHouseholds': (37_650, 's'), 'eliminatedPersons': (164_440, 's'),
    'riskEliminationRate': (71.32, 2), 'riskEliminationRatePrev': (57.39, 2), 'eliminatedAgainstTheGate': (0, '-'),
    'perCapitaNetIncome': (13_233, 0), 'perCapitaNetIncomePrev': (11_438, 0), 'netIncomeGrowth': (15.69, 2),
    'perCapitaOperatingIncome': (1_412, 0), 'operatingGrowth': (54.04, 2), 'liftedOver10k': (70_100, 's'),
    'liftedOver10kPersons': (300_600, 's'), 'under7000': (0, '-'), 'labourRural': (3_010_000, 's'),
    'labourOutOfPoverty': (1_050_000, 's'), 'labourRelocated': (197_000, 's'), 'transferredRural': (2_612_379, 's'),
    'transferredOutOfPoverty': (929_145, 's'), 'transferredRelocated': (180_649, 's'), 'transferRateRural': (86.79, 2),
    'transferRateOutOfPoverty': (88.49, 2), 'transferRateRelocated': (91.70, 2), 'meanWorkMonths': (9.05, 2),
    'meanWorkMonthsPrev': (8.50, 2), 'newOutOfProvince': (80_000, 's'), 'outsideByRegisterAndByWork': (0, '-'),
    'bindingHouseholds': (413_900, 's'), 'boundOutsideBase': (0, '-'), 'bindingCoverage': (93.59, 2),
    'bindingFirms': (853, 'one'), 'bindingCoops': (1_685, 'one'), 'entitiesWithoutHousehold': (0, '-'),
    'insurancePremium': (100_000_000, 's'), 'insurancePaid': (49_499_200, 's'), 'insuranceHouseholds': (15_234, 's'),
    'insuranceLossRatio': (49.50, 2), 'insuranceAverage': (3_249.26, 2), 'industryFundShare': (60.41, 2),
    'relocatedPersons': (354_700, 's'), 'sites': (373, 'one'), 'sitesLarge': (9, 'one'), 'demoSitesStarted': (11, '-'),
    'demoSitesTarget': (40, '-'), 'municipalReviewRounds': (5, '-'), 'reviewTasks': (5, '-'), 'cityPolicies': (23, '-'),
    'countyPolicies': (120, '-'), 'keyTasks': (30, '-'), 'gapsToClose': (8, '-'), 'fundMeasures': (12, '-'),
    'ruralDisposableIncome': (13_369, 0),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('folder')
    parser.add_argument('--as-of', type=date.fromisoformat, default=date(2022, 12, 31))
    parser.add_argument('--json', action='store_true')
    options = parser.parse_args()
    city = City(options.folder, options.as_of)
    city.read()
    found = figures(city)
    base = found['base']
    rows, wrong = [], 0
    for name, (target, kind) in TARGETS.items():
        if name not in found:
            continue
        if kind in ('s', 'one'):
            target = (target * base * 2 + BASE) // (BASE * 2)
            if kind == 'one':
                target = max(1, target)
        # In a small city a rate is the rate of rounded counts: it is held to what rounding allows.
        decimals = kind if isinstance(kind, int) else 0
        allowed = 0.5 * 10 ** -decimals + (1e-9 if base == BASE else slack(name, target, base)) if isinstance(kind, int) else 0
        value = found[name]
        misses = abs(value - target) > allowed
        wrong += misses
        rows.append((name, f'{target:,.{decimals}f}', f'{value:,.{decimals}f}', f'{value - target:+,.{decimals + 2 if decimals else 0}f}',
                     'DIFFERS' if misses else ''))
    if options.json:
        print(json.dumps({'found': found, 'refused': city.refused, 'wrong': wrong}, indent=1))
    else:
        widths = [max(len(row[at]) for row in rows) for at in range(5)]
        for row in rows:
            print('  '.join((row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].rjust(widths[2]), row[3].rjust(widths[3]), row[4])).rstrip())
        print(f'{len(rows)} figures, {wrong} differ; rows left out: '
              + ', '.join(f'{name} {count:,}' for name, count in sorted(city.refused.items())))
    return 1 if wrong else 0


def slack(name, target, base):
    """What rounding numerator and denominator to whole households or persons can do to a rate."""
    sizes = {'riskEliminationRate': 0.52, 'riskEliminationRatePrev': 0.08, 'transferRateRelocated': 0.44,
             'transferRateOutOfPoverty': 2.3, 'transferRateRural': 6.8, 'bindingCoverage': 1, 'operatingGrowth': 4000,
             'netIncomeGrowth': 4000, 'industryFundShare': 1000, 'insuranceAverage': 0.034 / 0.5, 'insuranceLossRatio': 100,
             'meanWorkMonths': 5.9, 'meanWorkMonthsPrev': 5.9}
    if name not in sizes:
        return 0
    scale = target if name == 'insuranceAverage' else 100
    return scale * 1.0 / (sizes[name] * base)


if __name__ == '__main__':
    sys.exit(main())
