"""Answers as people type them, tried by hand: what is right is right, what is wrong stays wrong."""

from __future__ import annotations

import pytest

from readiness.questionnaire import NumberItem, SequenceItem, TextItem, mark

WHAT = {"id": "x-01", "level": 2, "skill": "skill", "explanation": "Why.", "seconds": 30}


def number(answer, *, stem="What does this print?", **more):
    return NumberItem(**WHAT, answer=answer, stem=stem, **more)


def several(answer, *, stem="Type the two numbers.", **more):
    return SequenceItem(**WHAT, answer=answer, stem=stem, **more)


def text(*accept, stem="Which word?", **more):
    return TextItem(**WHAT, accept=accept, stem=stem, **more)


RIGHT = (
    (number(3), (
        "3", "3 rows", "three", "3.", "3.0", "+3", "3 rows are left", "it prints 3", "= 3", "x = 3",
        "3 (rows)", "[3]", "'3'", '"3"', "`3`", "≈3", "~3", "about 3", "approx. 3", "ca. 3",
        "roughly 3 rows", "n=3", "k=3", "k: 3", "k = 3 clusters", "the answer is 3", "answer: 3", "3,0",
        "3,00", "03", "３", "6/2", "9/3", "sqrt(9)", "√9", "3e0", "0.3e1", "3x10^0",
    )),
    (number(32), (
        "32", "2^5", "2**5", "2⁵", "2 ^ 5", "32 bits", "64/2", "= 2^5 = 32", "2^5 = 32", "32 (2^5)",
        "32 (= 2^5)", "2 to the power of 5",
    )),
    (number(8000), (
        "8000", "8,000", "8.000", "8'000", "8 000", "8k", "8 k", "8K", "8’000", "8_000", "8 thousand",
        "8,000.00", "8.000,00", "8e3", "8 × 10³", "8*10^3", "8 x 10^3", "8·10³", "€8,000", "8000 €",
        "EUR 8000", "8000 euros", "8,000 Euro", "8,000.-", "8.000,-", "~8000", "about 8,000 customers",
        "8tsd", "8 Tsd.",
    )),
    (number(6.25, tolerance=0.005), (
        "6.25", "6,25", "6.25x", "6.25 x", "6.25 times", "x6.25", "×6.25", "6.25-fold", "6.25 fold",
        "25/4", "6 1/4", "6¼", "6.250", "+6.25", "6.25 times as large", "a factor of 6.25", "factor 6.25",
        "2.5^2", "2.5²", "2,5²", "2.5**2", "6.25×",
    )),
    (number(0.5, tolerance=0.005), (
        "0.5", ".5", ",5", "0,5", "1/2", "½", "50%", "50 %", "50 percent", "0.50", "5e-1", "5/10",
        "0.5 (50 %)", "50 per cent", "1 / 2", "1⁄2", "p = 0.5", "p=.5", "p = 1/2", "P(A)=0.5",
        "0.5 probability", "1 in 2", "1 out of 2",
    )),
    (number(25, unit="%"), (
        "25", "25%", "25 %", "25 percent", "25 per cent", "25pct", "25,0", "25.0 %", "1/4 = 25%",
        "25 % of customers", "25 percentage", "25 points",
    )),
    (number(-0.6, unit="percentage points", tolerance=0.005), (
        "-0.6", "−0.6", "–0.6", "-0,6", "-.6", "- 0.6", "minus 0.6", "−0,6 pp", "-0.6 percentage points",
        "-0.6pp", "-0.6 %", "-0.6 points", "—0.6", "negative 0.6", "-3/5", "﹣0.6", "(-0.6)",
    )),
    (number(20, unit="%"), (
        "20", "+20", "+20%", "20 %", "20%", "by 20 %", "20 percent", "20 per cent higher", "a 20 % rise",
    )),
    (number(2.24, tolerance=0.01, stem="Two decimals."), (
        "2.24", "sqrt(5)", "√5", "sqrt 5", "5^0.5", "5^(1/2)", "5**0.5", "5 ** .5", "2,24", "2.236",
        "math.sqrt(5)", "np.sqrt(5)", "square root of 5", "the square root of 5", "sqrt(5) ≈ 2.24",
        "√5 = 2.24", "√(5)", "±2.24", "2.24 (rounded)", "2.236...", "2.236…",
    )),
    (several((0.8, 0.4), tolerance=0.005, stem="Give precision and recall. Two numbers."), (
        "0.8, 0.4", "0,8; 0,4", "0.8 0.4", ".8 .4", "0.8 and 0.4", "0.8; 0.4", "0.8/0.4", "0.8 / 0.4",
        "precision 0.8, recall 0.4", "precision: 0.8, recall: 0.4", "precision=0.8 recall=0.4",
        "0,8 und 0,4", "80% and 40%", "80 %, 40 %", "4/5, 2/5", "(0.8, 0.4)", "[0.8, 0.4]", "0.8 & 0.4",
        "0.8, then 0.4", "0.8 then 0.4", "P = 0.8, R = 0.4", "0.80,0.40", "0,8, 0,4", "0,8 / 0,4",
        "0,80 0,40", "Precision is 0.8 and recall is 0.4", "0.8 (precision), 0.4 (recall)", "0.8 -> 0.4",
        "0.8\n0.4", "0.8\t0.4", "precision 4/5; recall 2/5", "precision = 80 %, recall = 40 %", ".8, .4",
        ".8,.4", "0.8,0.4.",
    )),
    (several((0.15, 0.7), tolerance=0.005, stem="From which value to which? Two numbers."), (
        "0.15 to 0.70", "0.15-0.70", "0.15 – 0.70", "0.15—0.70", "from 0.15 to 0.7",
        "between 0.15 and 0.70", "between .15 and .7", "[0.15, 0.70]", "(0.15, 0.70)", "0.15..0.70",
        "0.15…0.70", "0,15 bis 0,70", "0.15 through 0.70", "15 % to 70 %", "15-70 %", "15–70%",
        "0.15 up to 0.70", "0.15 < x < 0.70", "0.15 ≤ x ≤ 0.7", "0.15 until 0.70", "between 0.15 & 0.70",
        "0.15 - 0.7", "low 0.15, high 0.70", "lower: 0.15; upper: 0.70", "0.15, 0.70]",
    )),
    (several((181, 1), stem="How many go to A and how many to B?"), (
        "181, 1", "A: 181, B: 1", "A=181, B=1", "A 181, B 1", "181 and 1", "181 / 1", "181;1",
        "181 to A, 1 to B", "181 (A), 1 (B)", "a: 181 b: 1", "181 rows and 1 row", "181 for A and 1 for B",
        "181 & 1", "A->181, B->1", "{'A': 181, 'B': 1}", "A:181,B:1", "181 1", "181:1",
    )),
    (several((600, 4), stem="What is the shape (rows, columns) of long?"), (
        "600, 4", "(600, 4)", "600 x 4", "600×4", "600 by 4", "[600,4]", "600 rows, 4 columns",
        "600 rows and 4 columns", "rows 600, columns 4", "rows: 600; columns: 4", "torch.Size([600, 4])",
        "shape (600, 4)", "(600,4)", "600rows 4columns", "6e2, 4", "600 rows × 4 columns", "600 X 4",
    )),
    (several((40, 0.4), unit="GB", tolerance=0.04,
      stem="How many GB does it have to read, from the CSV and from the Parquet file?"), (
        "40, 0.4", "40 GB, 0.4 GB", "40 GB and 0.4 GB", "40GB/0.4GB", "40; 0,4",
        "CSV 40 GB, Parquet 0.4 GB", "CSV: 40, Parquet: .4", "about 40 and 0.4", "~40, ~0.4",
        "40 gigabytes and 0.4 gigabytes", "40 GB from the CSV and 0.4 GB from the Parquet",
    )),
    (several(("B", "D", "C", "A"), stem="Put the four in order. Type the letters."), (
        "B, D, C, A", "BDCA", "b d c a", "B D C A", "B → D → C → A", "B->D->C->A", "B > D > C > A",
        "B then D then C then A", "first B, then D, then C, finally A", "B-D-C-A", "B–D–C–A", "B/D/C/A",
        "B;D;C;A", "1. B 2. D 3. C 4. A", "1) B, 2) D, 3) C, 4) A", "B and then D and then C and then A",
        "[B, D, C, A]", "'B','D','C','A'", '"BDCA"', "B,D,C and A", "B, D, C, then A.", "bdca",
        "B => D => C => A", "B=>D=>C=>A", "B followed by D followed by C followed by A",
        "B before D before C before A", "B\nD\nC\nA", "(B)(D)(C)(A)", "B. D. C. A.", "B) D) C) A)",
        "B, then D; then C; last A", "B\u2009→\u2009D → C → A",
    )),
    (several(("Nora", "Ivo"),
      stem="Which names does the last query return? Type them in the order returned."), (
        "Nora, Ivo", "nora ivo", "Nora and Ivo", "Nora; Ivo", "Nora & Ivo", "'Nora', 'Ivo'",
        '["Nora", "Ivo"]', "Nora then Ivo", "Nora -> Ivo", "NORA, IVO", "Nora,Ivo.", "1. Nora 2. Ivo",
        "Nora\nIvo", "first Nora, then Ivo", "(Nora, Ivo)", "Nora / Ivo", "Nora + Ivo", "«Nora», «Ivo»",
        "Nora – Ivo", "Nora - Ivo", "„Nora“, „Ivo“", "Nora und Ivo", "Nora et Ivo", "1: Nora, 2: Ivo",
    )),
    (text("transform"), (
        "transform", ".transform", ".transform(X)", "`transform`", "transform()", "Transform",
        "'transform'", '"transform"', ".transform()", "transform.", "the transform method",
        "method transform", "transform(X_test)", "“transform”", "(transform)", "it is transform",
        "transform method", "TRANSFORM", "transform ()", "use transform",
    )),
    (text("DISTINCT"), (
        "DISTINCT", "distinct", "Distinct", "`DISTINCT`", '"distinct"', "distinct.", "the word DISTINCT",
        "DISTINCT;", "keyword DISTINCT", " distinct ",
    )),
    (text("PARTITION BY"), (
        "PARTITION BY", "partition by", "Partition  By", "`partition by`", "'PARTITION BY'",
        "partition by.", "PARTITION  BY;", "(partition by)",
    )),
    (number(2, unit="minutes", tolerance=0.05), (
        "2", "2 min", "2 minutes", "120 seconds", "120 s", "2.0 min.", "2 mins", "two minutes", "2min",
        "about 2 min", "1/30 h", "1/30 hour",
    )),
    (number(1000), (
        "1000", "1,000", "1.000", "1 000", "1'000", "1k", "10^3", "1e3", "1,000 customers", "one thousand",
        "1000 customers have to be upgraded", "1 thousand", "10³", "1000.0", "1,000.0", "1.000,0",
    )),
    (number(0.005, tolerance=0.0001), (
        "0.005", "0,005", ".005", "0.5 %", "0.5%", "1/200", "5e-3", "5·10⁻³", "5 × 10^-3", "5*10**-3",
        "α = 0.005", "alpha = 0.005", "p = .005", "≤ 0.005", "0.5 per cent", "0.5 percent", "0.0050",
        "0.05/10", ".05/10", "0.005 (0.05/10)", "0.05/10 = 0.005", "1 in 200",
    )),
    (number(0.29, tolerance=0.006, stem="Two decimals or a fraction."), (
        "0.29", "2/7", "0.2857", "28.6 %", "29%", ".29", "0,29", "2 / 7", "2/7 = 0.286", "≈0.286",
        "2/7 ≈ 0.29", "P=2/7",
    )),
    (number(240, tolerance=2), (
        "240", "240 marks", "~240", "about 240", "ca. 240", "240 ± 2", "240±2", "240 +/- 2", "≈ 240",
        "240ish", "around 240", "circa 240", "approximately 240", "c. 240", "roughly 240 marks",
        "about 240 in all",
    )),
    (number(0), (
        "0", "0.0", "zero", "0 rows", "0 %", "-0", "0,0",
    )),
    (number(24000, tolerance=600), (
        "24000", "24,000", "24.000", "24k", "24 k", "24 000", "24'000", "24 thousand", "2.4e4", "2.4*10^4",
        "~24k users", "24,000 users", "2.4 × 10⁴", "24000 per group", "24,000 a group",
        "24 thousand users per group",
    )),
    (number(9, stem="By what factor does the number of people asked have to grow?"), (
        "9", "9x", "9 x", "x9", "×9", "9 times", "factor 9", "9-fold", "nine", "nine times", "9×",
        "a factor of 9", "3^2", "3²", "3**2", "nine-fold", "9 fold", "by 9",
    )),
    (several((2, 1, 1), stem="Type the three numbers in order."), (
        "2, 1, 1", "2 1 1", "2,1,1", "2; 1; 1", "2-1-1", "2, 1 and 1", "[2, 1, 1]", "2/1/1", "(2,1,1)",
        "2 then 1 then 1", "2→1→1", "2 -> 1 -> 1", "two, one, one", "2\n1\n1", "2.0, 1.0, 1.0",
        "{2, 1, 1}",
    )),
    (number(3), (
        ">>> 3", "Out[5]: 3", "Output: 3", "prints 3.", "3 (three)", "It returns 3 rows", "rows: 3",
        "1+2=3", "12/4=3", "12/4 = 3 rows", "np.int64(3)", "n_rows = 3", "x = 3 rows", "answer=3",
        "ans: 3", "I think 3", "I'd say 3", "maybe 3", "probably 3", "3?", "3 ?", "3 Zeilen", "3 lignes",
        "3 filas", "3 lines, I think", "exactly 3", "three rows", "Three.", "only 3", "just 3",
        "3 of them", "3 in total", "total: 3", "sum = 3", "= 3.0", "3.000", "3 items", "count: 3", "k=3.",
        "k := 3", "k == 3", "it's 3", "its 3", "result 3", "result = 3", "result is 3", "level 3",
        "item 3", "number 3", "#3",
    )),
    (number(12500.5, tolerance=0.01), (
        "12500.5", "12,500.5", "12.500,5", "12 500,5", "12'500.5", "12 500.50", "12,500.50", "1.25005e4",
        "12500,5", "€12,500.50", "12.500,50 €", "12,500.5 euros",
    )),
    (number(1234567), (
        "1234567", "1,234,567", "1.234.567", "1 234 567", "1'234'567", "1_234_567", "1.234567e6",
        "1.234567 million", "1,234,567 rows", "1,234,567.0", "1.234.567,00",
    )),
    (number(10205), (
        "10205", "10,205", "10.205", "10 205", "10205.0", "$10,205", "10 205,00",
    )),
    (number(0.9975, tolerance=5e-05), (
        "0.9975", "99.75 %", "99,75%", ".9975", "0,9975", "399/400", "99.75 per cent", "q = 0.9975",
        "quantile 0.9975",
    )),
    (number(2.5, tolerance=0.01), (
        "2.5", "2½", "2 1/2", "5/2", "2,5", "2.5 SD", "2.5 standard deviations", "z = 2.5", "z=2,5",
        "2.50", "20/8", "(90-70)/8 = 2.5", "2.5σ", "2.5 sigma", "+2.5 SDs",
    )),
    (number(-3), (
        "-3", "−3", "– 3", "minus 3", "-3.0", "(-3)", "-3 points", "—3", "negative 3", "x=-3", "x = -3",
        "x = −3", "it is -3", "- 3", "-6/2",
    )),
    (several((108, 9),
      stem='"Of 1,000 people, ... get an alarm, and ... of them are ill." Two whole numbers.'), (
        "108, 9", "108 and 9", "108; 9", "108 get an alarm, 9 of them are ill", "108 alarms, 9 ill",
        "108/9", "108 people get an alarm, and 9 of them are ill", "108 people and 9 people", "108 9",
        "alarm: 108, ill: 9", "108 ; 9", "108 then 9", "alarms = 108; ill = 9",
        "108 alarms and 9 of them ill",
    )),
    (several((29, 5), tolerance=0.001,
      stem="Which share, in per cent, does that reader believe in now, and which is right? Two numbers."), (
        "29, 5", "29 %, 5 %", "29% and 5%", "29 and 5 %", "29 % / 5 %", "29 per cent, 5 per cent",
        "believes 29, right is 5", "29 and 5", "29,0; 5,0", "29.0 % and 5.0 %", "29pct, 5pct",
    )),
    (several((0.01, 1000), stem="At which alpha does it overfit most, and at which does it underfit most?"), (
        "0.01, 1000", "0.01; 1,000", "0,01; 1000", "0.01 and 1000", "alpha 0.01 and alpha 1000",
        "alpha=0.01, alpha=1000", "overfit 0.01, underfit 1000", "overfit: 0.01; underfit: 1000",
        "1/100, 1000", "10^-2, 10^3", "1e-2, 1e3", "0.01, 1k", "0.01, 1.000", "0.01 1000", ".01,1000",
        "0.01 → 1000",
    )),
    (several((4, 5), stem="Where is its centre after the update step? Give its x and its y."), (
        "4, 5", "(4, 5)", "(4,5)", "x=4, y=5", "x = 4, y = 5", "x=4 y=5", "x: 4, y: 5", "[4. 5.]",
        "(4.0, 5.0)", "4;5", "(4;5)", "4 and 5", "x 4 y 5", "x is 4 and y is 5", "[4 5]",
        "array([4., 5.])", "x=4;y=5", "(x, y) = (4, 5)", "c = (4, 5)",
    )),
    (several((10, 60, 60, 80, 80),
      stem="Which values of running does the last query return? Type the five numbers in order."), (
        "10, 60, 60, 80, 80", "10 60 60 80 80", "10,60,60,80,80", "10;60;60;80;80", "10-60-60-80-80",
        "10→60→60→80→80", "[10, 60, 60, 80, 80]", "10, 60, 60, 80 and 80", "10\n60\n60\n80\n80",
        "10.0, 60.0, 60.0, 80.0, 80.0", "10/60/60/80/80", "10 then 60 then 60 then 80 then 80",
    )),
    (several(("A", "D"), stem="Which of these tasks are regression? Type their letters in order."), (
        "A, D", "AD", "A D", "A and D", "A & D", "A + D", "A/D", "A;D", "a, d", "a and d", "(A, D)",
        "A) and D)", "A. and D.", "A und D", "tasks A and D", "Tasks A, D", "A,D only", "letters A and D",
        '"A", "D"', "A plus D", "both A and D", "A as well as D", "just A and D", "options A and D",
        "(A) and (D)", "[A][D]", "A, D.", "A et D",
    )),
    (several(("log", "retry", "step"), stem="Which words are printed, in order?"), (
        "log, retry, step", "log retry step", "log\nretry\nstep", "log → retry → step", "LOG RETRY STEP",
        "'log', 'retry', 'step'", "log, then retry, then step", "log > retry > step", "log;retry;step",
        "log/retry/step", "first log, then retry, finally step", "1. log 2. retry 3. step",
        "1) log 2) retry 3) step", "log and retry and step", "['log', 'retry', 'step']",
        "log, retry & step", "log - retry - step", "log – retry – step", '"log retry step"',
        "log,retry,step.", "- log\n- retry\n- step", "* log\n* retry\n* step", "• log\n• retry\n• step",
        "log -> retry -> step", "log=>retry=>step",
    )),
    (text("1.5.2", "scikit-learn==1.5.2"), (
        "1.5.2", "version 1.5.2", "v1.5.2", "scikit-learn==1.5.2", "`1.5.2`", '"1.5.2"', "1.5.2.",
        "the version 1.5.2", "version: 1.5.2", "Version 1.5.2", "scikit-learn == 1.5.2", "==1.5.2",
    )),
    (text("scaler"), (
        "scaler", "the scaler", "`scaler`", "Scaler", "scaler.", "the variable scaler", "variable scaler",
        "scaler variable", "the scaler object", '"scaler"', "scaler object", "the scaler variable",
        "it's scaler", "it is the scaler",
    )),
    (text("data", "data snapshot"), (
        "data", "the data", "Data", "data.", '"data"', "the data snapshot", "Data snapshot",
        "it is the data", "it's the data", "data!",
    )),
    (number(61), (
        "61", "61 days", "61.0", "61 d", "61 Tage", "the answer is 61", "61 days.", "Timedelta('61 days')",
    )),
    (number(1), (
        "1", "1.0", "01", "day 1", "one", "just one", "only 1", "1 May", "May 1", "1.", "1 only", "1 row",
        "#1",
    )),
    (number(5.7, unit="%", tolerance=0.06), (
        "5.7", "5.7 %", "5,7", "5,7%", "5.71 %", "about 5.7 %", "5.7 per cent", "5.7percent", "by 5.7 %",
        "it falls by 5.7 %", "~5.7%", "5.7%.",
    )),
    (number(2.8, unit="%", tolerance=0.01), (
        "2.8", "2.8%", "2,8 %", "28/1000 = 2.8 %", "2.8 per cent", "28/10", "14/5",
    )),
    (number(1050, tolerance=10), (
        "1050", "1,050", "1.050", "1 050", "~1050", "about 1,050", "1050 pupils",
        "1,050 independent pupils", "2100/2", "1.05k", "1.05e3", "approx 1050",
    )),
    (number(6, stem="How many of the eight have a new hash afterwards?"), (
        "6", "six", "6 of 8", "6 out of 8", "6 of the 8", "6 commits", "6 hashes", "6 of them",
    )),
)  # fmt: skip

WRONG = (
    (number(3), (
        "4", "2.9", "30", "0.3", "13", "3 or 4", "-3", "1/3", "3e1", "33", "3,5", "3.5", "not 3", "3 to 4",
        "less than 3", "at least 3", "3 %", "3k", "3 thousand", "3 hundred", "three hundred", "thirty",
        "thirteen", "two", "3^2", "sqrt(3)", "3²", "3/2", "1 3", "3 1/2", "3½", "3.3", "0,3", "3,000",
        ".3", "3!", "~2", "≈4", "2±1", "± 4", "three or four", "one third", "a third", "x3.5", "3 dozen",
        "2 to 3", "more than 3", "3+1", "3-1", "3*2", "3x2", "minus three", "no 3 but 4",
        "four, not three", "3 million",
    )),
    (number(0.5, tolerance=0.005), (
        "5", "50", "0.05", ".05", "5 %", "1/5", "2", "1/20", "0,05", ",05", "-0.5", "0.5 %", ".5 %", "½ %",
        "1.5", "1½", "0.55", "2/1", "not 0.5", "0.5k", "sqrt(0.5)", "0.5^2",
    )),
    (number(8000), (
        "8", "80000", "800", "8.0", "8,0", "8.5k", "8 million", "80k", "8.001", "8000 %", "-8000", "8,00",
        "8m", "8 hundred",
    )),
    (number(2.24, tolerance=0.01, stem="Two decimals."), (
        "5", "2.5", "25", "sqrt(2)", "5^2", "-2.24", "224", "2.24 %", "22.4", "square root of 2",
        "root of 25", "sqrt 6", "√2",
    )),
    (number(25, unit="%"), (
        "0.25", "2.5", "2500", "75", "-25", "25 ms", "25 euros", "250",
    )),
    (several((0.8, 0.4), tolerance=0.005, stem="Give precision and recall. Two numbers."), (
        "0.4, 0.8", "0.8", "8, 4", "0.8, 0.5", "recall 0.8, precision 0.4", "0.8, 0.4, 0.2", "80, 40",
        "0.8 ± 0.4", "0.8 or 0.4", "0,8;0,5", "4/5, 4/5", "-0.8, 0.4", "0.8 not 0.4",
        "recall=0.8, precision=0.4", "8 %, 4 %",
    )),
    (several((0.15, 0.7), tolerance=0.005, stem="From which value to which? Two numbers."), (
        "0.7 to 0.15", "0.15", "15 to 7 %", "0.15 to 0.75", "1.5 to 7", "0.15-0.07", "0.42 ± 0.15",
        "between 0.7 and 0.15",
    )),
    (several(("B", "D", "C", "A"), stem="Put the four in order. Type the letters."), (
        "ABCD", "B, C, D, A", "BDC", "BDCAA", "A, C, D, B", "not BDCA", "B before D, A before C", "DBCA",
        "B or D, C, A",
    )),
    (several(("Nora", "Ivo"), stem="Which names?"), (
        "Ivo, Nora", "Nora", "Nora, Ivo, Max", "Ivo - Nora", "not Nora, Ivo", "Nora or Ivo",
        "neither Nora nor Ivo", "Noraivo",
    )),
    (text("transform", misconceptions=("fit_transform", "fit")), (
        "fit_transform", "fit", "the fit method", "fit method", "transforms", "fit.transform.x",
        "transformer", "not transform", "transform or fit", "fit and transform", "use fit_transform",
        "the fit_transform method", "transform_", "transform fit",
    )),
    (text("DISTINCT", misconceptions=("UNIQUE",)), (
        "UNIQUE", "the word UNIQUE", "DISTINCTS", "not distinct", "GROUP BY", "keyword unique",
        "distinct unique",
    )),
    (text("None", exact=True, misconceptions=("none",)), (
        "none", "NONE", "`None`", "None.", "the word None", '"None"', "nothing", "method None",
    )),
    (number(2, unit="minutes", tolerance=0.05), (
        "2 s", "2 hours", "120", "2 h", "120 minutes", "20", "2 days", "0.2", "2 ms", "2 euros",
    )),
    (number(240, tolerance=2), (
        "24", "2400", "2402", "242.5", "237", "200 ± 40", "2.40", "±24", "240k", "240 %",
    )),
    (number(9), (
        "3", "x3", "3x", "81", "90", "0.9", "nine hundred", "ninety", "nineteen", "9 %", "x 90", "3-fold",
        "9 or 3", "√9", "root of 9",
    )),
    (number(0), (
        "1", "0.5", "10", "zero or one", "00.1", "not zero", "ten", "o.1", "1-0",
    )),
    (several((2, 1, 1), stem="Type the three numbers in order."), (
        "1, 1, 2", "2, 1", "2, 1, 1, 1", "2, 1, 2", "two, two, one", "two, one", "2 1", "one, one, two",
        "2,11", "21 1", "2.1, 1",
    )),
)  # fmt: skip


@pytest.mark.parametrize(("item", "responses"), RIGHT, ids=lambda one: getattr(one, "stem", ""))
def test_what_a_right_person_types_is_right(item, responses):
    assert [response for response in responses if not mark(item, response)] == []


@pytest.mark.parametrize(("item", "responses"), WRONG, ids=lambda one: getattr(one, "stem", ""))
def test_no_spelling_makes_a_wrong_answer_right(item, responses):
    assert [response for response in responses if mark(item, response)] == []


def test_hundreds_are_tried():
    assert sum(len(responses) for _, responses in RIGHT) > 700
    assert sum(len(responses) for _, responses in WRONG) > 200
