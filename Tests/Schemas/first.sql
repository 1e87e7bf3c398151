-- step access-001-journal
CREATE TABLE journal (
  county BIGINT NOT NULL,
  sequence BIGINT NOT NULL CHECK (sequence > 0),
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  request TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action LIKE '%.%'),
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (county, sequence)
);
-- step registry-001-places
CREATE TABLE place (
  county BIGINT NOT NULL CHECK (county BETWEEN 100000 AND 999999),
  code BIGINT NOT NULL CHECK (code / 1000000000 = county),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER CHECK (valid_to > valid_from),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
  name TEXT NOT NULL CHECK (length(name) > 0),
  dated INTEGER NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, code, valid_from)
);
-- step registry-002-households
CREATE TABLE household (
  county BIGINT NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  place BIGINT NOT NULL CHECK (place / 1000000000 = county),
  type INTEGER NOT NULL CHECK (type BETWEEN 0 AND 2),
  registered_year INTEGER CHECK (registered_year BETWEEN 1949 AND 2200),
  resettled INTEGER NOT NULL CHECK (resettled IN (0, 1)),
  phone TEXT,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, number)
);

CREATE TABLE living_condition (
  county BIGINT NOT NULL,
  household BIGINT NOT NULL,
  from_day INTEGER NOT NULL,
  housing_grade INTEGER CHECK (housing_grade BETWEEN 0 AND 3),
  water_safe INTEGER CHECK (water_safe IN (0, 1)),
  PRIMARY KEY (county, household, from_day),
  FOREIGN KEY (county, household) REFERENCES household (county, number)
);

CREATE TABLE income (
  county BIGINT NOT NULL,
  household BIGINT NOT NULL,
  year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2200),
  wage BIGINT NOT NULL CHECK (wage >= 0),
  operating BIGINT NOT NULL CHECK (operating >= 0),
  property BIGINT NOT NULL CHECK (property >= 0),
  transfer BIGINT NOT NULL CHECK (transfer >= 0),
  operating_cost BIGINT NOT NULL CHECK (operating_cost >= 0),
  PRIMARY KEY (county, household, year),
  FOREIGN KEY (county, household) REFERENCES household (county, number)
);
-- step registry-003-persons
CREATE TABLE person (
  county BIGINT NOT NULL,
  id BIGINT NOT NULL CHECK (id > 0),
  citizen_id BIGINT NOT NULL,
  id_checked INTEGER NOT NULL CHECK (id_checked IN (0, 1)),
  name TEXT NOT NULL,
  sex INTEGER NOT NULL CHECK (sex IN (1, 2)),
  birth INTEGER NOT NULL,
  education INTEGER NOT NULL CHECK (education BETWEEN 0 AND 9),
  school_status INTEGER NOT NULL CHECK (school_status BETWEEN 0 AND 5),
  health INTEGER NOT NULL CHECK (health BETWEEN 1 AND 4),
  labour INTEGER NOT NULL CHECK (labour BETWEEN 1 AND 4),
  disability_level INTEGER NOT NULL CHECK (disability_level BETWEEN 0 AND 4),
  medical_insured INTEGER NOT NULL CHECK (medical_insured IN (0, 1)),
  pension_insured INTEGER NOT NULL CHECK (pension_insured IN (0, 1)),
  work_place INTEGER NOT NULL CHECK (work_place BETWEEN 0 AND 5),
  work_months INTEGER NOT NULL CHECK (work_months BETWEEN 0 AND 12),
  monthly_wage BIGINT NOT NULL CHECK (monthly_wage >= 0),
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);

CREATE TABLE membership (
  county BIGINT NOT NULL,
  household BIGINT NOT NULL,
  home_county BIGINT NOT NULL,
  person BIGINT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER CHECK (to_day >= from_day),
  relation INTEGER NOT NULL CHECK (relation BETWEEN 1 AND 99),
  PRIMARY KEY (county, household, person, from_day),
  FOREIGN KEY (county, household) REFERENCES household (county, number),
  FOREIGN KEY (home_county, person) REFERENCES person (county, id)
);

CREATE VIRTUAL TABLE person_name USING fts5(characters, content='', columnsize=0, tokenize='unicode61');
-- step registry-004-feeds
CREATE TABLE medical_bill (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  settle_date INTEGER NOT NULL,
  hospital_level INTEGER NOT NULL,
  kind TEXT NOT NULL,
  total_cost BIGINT NOT NULL CHECK (total_cost >= 0),
  reimbursed BIGINT NOT NULL CHECK (reimbursed >= 0),
  self_paid BIGINT NOT NULL CHECK (self_paid >= 0),
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE school_event (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  event_date INTEGER NOT NULL,
  event INTEGER NOT NULL CHECK (event BETWEEN 0 AND 2),
  stage INTEGER NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE housing_inspection (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  inspect_date INTEGER NOT NULL,
  grade INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 3),
  method TEXT NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE job_loss (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  lost_date INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reemployed_date INTEGER,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE disaster_loss (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  event_date INTEGER NOT NULL,
  kind TEXT NOT NULL,
  loss BIGINT NOT NULL CHECK (loss >= 0),
  compensation BIGINT NOT NULL CHECK (compensation >= 0),
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE allowance (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  start_date INTEGER NOT NULL,
  end_date INTEGER,
  monthly_amount BIGINT NOT NULL CHECK (monthly_amount >= 0),
  persons INTEGER NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE vehicle (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  plate TEXT NOT NULL,
  reg_date INTEGER NOT NULL,
  price BIGINT NOT NULL CHECK (price >= 0),
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE company (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  uscc TEXT NOT NULL,
  role TEXT NOT NULL,
  capital BIGINT NOT NULL CHECK (capital >= 0),
  status TEXT NOT NULL,
  reg_date INTEGER NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE death (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  death_date INTEGER NOT NULL,
  cause TEXT NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE disability_certificate (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  cert_date INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  category TEXT NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE loan (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  person BIGINT NOT NULL,
  principal BIGINT NOT NULL CHECK (principal >= 0),
  balance BIGINT NOT NULL CHECK (balance >= 0),
  due_date INTEGER NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number),
  FOREIGN KEY (county, person) REFERENCES person (county, id)
);

CREATE TABLE water_outage (
  county BIGINT NOT NULL,
  record_number BIGINT NOT NULL,
  group_code BIGINT NOT NULL,
  start_date INTEGER NOT NULL,
  end_date INTEGER,
  cause TEXT NOT NULL,
  gone_on INTEGER,
  dated INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (county, record_number)
);
-- step registry-005-imports
CREATE TABLE import_file (
  county BIGINT NOT NULL,
  id BIGINT NOT NULL CHECK (id > 0),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  size BIGINT NOT NULL,
  dated INTEGER NOT NULL,
  is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1)),
  started_at BIGINT NOT NULL,
  finished_at BIGINT,
  done_offset BIGINT NOT NULL,
  done_line BIGINT NOT NULL,
  counts TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);

CREATE TABLE quarantine (
  county BIGINT NOT NULL,
  import BIGINT NOT NULL,
  line BIGINT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  column_name TEXT NOT NULL,
  value TEXT NOT NULL,
  remedy_zh TEXT NOT NULL,
  remedy_en TEXT NOT NULL,
  is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
  raw TEXT NOT NULL,
  PRIMARY KEY (county, import, line),
  FOREIGN KEY (county, import) REFERENCES import_file (county, id)
);

CREATE TABLE replaced_row (
  county BIGINT NOT NULL,
  kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  import BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (county, kind, subject, import)
);
-- step screening-001-runs
CREATE TABLE screening_run (
  county BIGINT NOT NULL,
  id BIGINT NOT NULL CHECK (id > 0),
  as_of INTEGER NOT NULL,
  at BIGINT NOT NULL,
  rules TEXT NOT NULL,
  households BIGINT NOT NULL,
  persons BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  faults BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);

CREATE TABLE finding (
  county BIGINT NOT NULL,
  household BIGINT NOT NULL,
  rule TEXT NOT NULL,
  place BIGINT NOT NULL,
  version TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (county, household, rule)
);

CREATE TABLE household_mask (
  county BIGINT NOT NULL,
  place BIGINT NOT NULL,
  household BIGINT NOT NULL,
  mask BIGINT NOT NULL CHECK (mask <> 0),
  per_head BIGINT,
  members INTEGER NOT NULL,
  PRIMARY KEY (county, place, household)
);

CREATE TABLE place_count (
  county BIGINT NOT NULL,
  place BIGINT NOT NULL,
  run BIGINT NOT NULL,
  households BIGINT NOT NULL,
  persons BIGINT NOT NULL,
  hit BIGINT NOT NULL,
  candidates BIGINT NOT NULL,
  rules TEXT NOT NULL,
  PRIMARY KEY (county, place, run)
);
