# python3 with-xlsxwriter.py FILE ROWS: the same rows by XlsxWriter in constant memory, as its documentation shows for large files.
import sys

import xlsxwriter

file, count = sys.argv[1], int(sys.argv[2])
workbook = xlsxwriter.Workbook(file, {"constant_memory": True})
sheet = workbook.add_worksheet("Activity")
date, number, money = (workbook.add_format({"num_format": f}) for f in ("yyyy-mm-dd", "#,##0.0", "#,##0.00"))
sheet.write_string(0, 0, "Activity")
for index, head in enumerate("Wallet Date Event Meter Quantity In Out Balance".split()):
    sheet.write_string(1, index, head)
for n in range(count):
    row = n + 2
    sheet.write_string(row, 0, "credits")
    sheet.write_number(row, 1, 46023 + n % 28, date)
    sheet.write_string(row, 2, f"event-{n}")
    sheet.write_string(row, 3, "meter1")
    sheet.write_number(row, 4, n % 977 + 0.5, number)
    sheet.write_number(row, 5, n * 7 / 100, money)
    sheet.write_number(row, 6, n * 6 / 100, money)
    sheet.write_number(row, 7, n * 77 / 100, money)
workbook.close()
