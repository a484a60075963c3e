"""What is said about a list, to the person who has to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server.text import Text

FILE_FAULTS: Final[Mapping[str, Text]] = {
    "empty_file": Text(
        "The file is empty; send the list as CSV or xlsx.",
        "ファイルが空です。CSVまたはxlsxの一覧を送信してください。",
    ),
    "file_too_large": Text(
        "The file is larger than 20 MB; split the list.",
        "ファイルが20MBを超えています。一覧を分割してください。",
    ),
    "old_excel": Text(
        "This is an old or password-protected Excel file; save it as .xlsx without a password.",
        "旧形式（.xls）またはパスワード付きのExcelです。パスワードなしの.xlsxで保存してください。",
    ),
    "wrong_file_type": Text(
        "This is not a table ({found}); send CSV or xlsx.",
        "表ファイルではありません（{found}）。CSVまたはxlsxを送信してください。",
    ),
    "utf16": Text(
        "The file is UTF-16; save it as “CSV UTF-8” or as xlsx.",
        "文字コードがUTF-16です。「CSV UTF-8」またはxlsxで保存してください。",
    ),
    "unknown_encoding": Text(
        "The file is neither UTF-8 nor Shift_JIS (CP932); save it as “CSV UTF-8”.",
        "文字コードがUTF-8でもShift_JIS（CP932）でもありません。「CSV UTF-8」で保存してください。",
    ),
    "broken_csv": Text(
        "The quotation marks do not match from this row on; check them here and above.",
        "この行以降で引用符の対応が取れません。この行と前の行の引用符を確認してください。",
    ),
    "broken_xlsx": Text(
        "The workbook is damaged ({found}); open it in Excel and save it again.",
        "ブックが壊れています（{found}）。Excelで開いて保存し直してください。",
    ),
    "unsafe_xlsx": Text(
        "The workbook unpacks to far more than a list needs ({found}); save only the list.",
        "ブックを展開した大きさが一覧として不自然です（{found}）。一覧だけを保存し直してください。",
    ),
    "no_such_sheet": Text(
        "The workbook has no sheet “{found}” in sight.",
        "ブックに「{found}」という表示中のシートがありません。",
    ),
    "not_correctable": Text(
        "This row of the workbook cannot be rewritten ({found}); correct it in Excel.",
        "ブックのこの行は書き直せません（{found}）。Excelで直してください。",
    ),
    "sheet_too_large": Text(
        "The sheet's text is larger than 20 MB; split the list.",
        "シートの文字の量が20MBを超えています。一覧を分割してください。",
    ),
    "too_many_rows": Text(
        "The list has more than 20,000 rows; split it.",
        "行数が20,000行を超えています。一覧を分割してください。",
    ),
    "too_many_columns": Text(
        "The list has more than 256 columns; delete those that are not part of it.",
        "列数が256列を超えています。不要な列を削除してください。",
    ),
    "unknown_heading": Text(
        "No row among the first ten has the headings of a national list; keep its headings.",
        "先頭10行に一覧の見出しがありません。標準の見出しを使用してください。",
    ),
    "missing_column": Text(
        "A required column is missing: {found}.",
        "必須の列がありません：{found}",
    ),
    "wrong_kind": Text(
        "This is another list: {found}.",
        "別の種類の一覧です：{found}",
    ),
}

ROW_FAULTS: Final[Mapping[str, Text]] = {
    "formula": Text(
        "The cell holds a formula; enter its value as text instead.",
        "セルに数式が入っています。値（文字）で入力してください。",
    ),
    "sheet_error": Text(
        "The spreadsheet could not compute this cell ({found}); enter its value.",
        "表計算のエラー（{found}）が入っています。値（文字）で入力してください。",
    ),
    "cell_too_long": Text(
        "The cell holds more than 32,767 characters; shorten it.",
        "セルの文字数が32,767字を超えています。短くしてください。",
    ),
    "surplus_cells": Text(
        "The row has more cells than the heading; a comma may lack its quotes.",
        "見出しよりセルが多い行です。カンマを含むセルが引用符で囲まれているか確認してください。",
    ),
    "missing_name": Text("The name is empty; enter it.", "名称が空です。入力してください。"),
    "duplicate_id": Text(
        "Row {other_row} has this ID already; give each row its own.",
        "{other_row}行目と同じIDです。行ごとに異なるIDを付けてください。",
    ),
    "duplicate_row": Text(
        "Row {other_row} has the same name and place and neither has an ID; delete one or add IDs.",
        "{other_row}行目と名称・場所が同じでIDがありません。一方を削除するか、IDを付けてください。",
    ),
    "bad_municipality_code": Text(
        "Not a municipality code (six digits with the right check digit, such as 352071).",
        "地方公共団体コードではありません。検査数字を含む6桁（例：352071）で入力してください。",
    ),
    "missing_coordinates": Text(
        "Latitude and longitude are needed, in decimal degrees such as 34.0612 and 131.8151.",
        "緯度と経度を十進数の度（例：34.0612、131.8151）で入力してください。",
    ),
    "bad_coordinate": Text(
        "Not decimal degrees; write them as 34.0612 or 131.8151.",
        "十進数の度ではありません。34.0612や131.8151のように入力してください。",
    ),
    "swapped_coordinates": Text(
        "Latitude and longitude seem to be swapped; exchange them.",
        "緯度と経度が入れ替わっているようです。入れ替えてください。",
    ),
    "outside_japan": Text(
        "Outside Japan (latitude 20 to 46, longitude 122 to 154); correct the number.",
        "日本の範囲（緯度20～46、経度122～154）の外です。数値を訂正してください。",
    ),
    "missing_date": Text(
        "The event has no first day; write it as 2026-07-20.",
        "開始日が空です。2026-07-20のように入力してください。",
    ),
    "date_without_year": Text(
        "The date has no year; write it as 2026-07-20.",
        "日付に年がありません。2026-07-20のように入力してください。",
    ),
    "date_not_exact": Text(
        "The date names no single day; write it as 2026-07-20, and the rest as a remark.",
        "日が特定できません。2026-07-20のように入力し、その他は特記事項に記載してください。",
    ),
    "bad_date": Text(
        "Not a date; write it as 2026-07-20.",
        "日付ではありません。2026-07-20のように入力してください。",
    ),
    "ends_before_start": Text(
        "The last day lies before the first; exchange or correct them.",
        "終了日が開始日より前です。訂正してください。",
    ),
    "name_too_long": Text(
        "The name is longer than 200 characters; shorten it.",
        "名称が200字を超えています。短くしてください。",
    ),
    "id_too_long": Text(
        "The ID is longer than 80 characters; shorten it.",
        "IDが80字を超えています。短くしてください。",
    ),
    "other_region": Text(
        "Your organisation keeps this ID in another region ({found}); give the row another ID.",
        "このIDは別の地域（{found}）で登録済みです。別のIDを付けてください。",
    ),
}

REMARKS: Final[Mapping[str, Text]] = {
    "title_line": Text(
        "The lines above the headings were passed over.", "見出しより上の行は読み飛ばしました。"
    ),
    "other_sheets": Text(
        "Of the workbook's sheets, only “{found}” was read.",
        "ブックのシートのうち「{found}」だけを読みました。",
    ),
    "unknown_column": Text(
        "No national list has this column; it was not read.",
        "一覧にない列のため、読み込みません。",
    ),
    "unnamed_column": Text(
        "Cells stand under an empty heading; they were not read.",
        "見出しのない列にセルがありますが、読み込みません。",
    ),
    "repeated_column": Text(
        "The heading stands twice; the first column was read.",
        "同じ見出しが複数あります。最初の列を読みました。",
    ),
    "short_row": Text(
        "The row has fewer cells than the heading; the missing ones count as empty.",
        "見出しよりセルが少ない行です。足りないセルは空として扱います。",
    ),
    "outside_bounds": Text(
        "The point lies outside the area of the list; check it.",
        "一覧の対象地域の外の地点です。確認してください。",
    ),
    "code_without_check_digit": Text(
        "The municipality code has no check digit; write all six digits.",
        "検査数字のない地方公共団体コードです。6桁で入力してください。",
    ),
    "unread_time": Text(
        "Not one time of day; it is kept as text. Write 09:00 and the rest as a remark.",
        "時刻として読み取れないため文字として残します。"
        "「09:00」のように入力し、その他は特記事項に記載してください。",
    ),
    "one_time_only": Text(
        "Opening and closing time are needed together.", "開始時間と終了時間の両方が必要です。"
    ),
    "closes_before_opening": Text(
        "It closes before it opens; correct one of the times.",
        "終了時間が開始時間より前です。訂正してください。",
    ),
    "unread_fee": Text(
        "Not one price; it is kept as text. Write 310 or 無料 and the rest under details.",
        "料金として読み取れないため文字として残します。"
        "「310」または「無料」と入力し、その他は料金(詳細)に記載してください。",
    ),
    "unread_flag": Text(
        "Neither yes nor no, so it counts as unknown; write 可 or 不可, 有 or 無.",
        "有無を読み取れないため不明として扱います。"
        "「可」「不可」または「有」「無」と入力してください。",
    ),
    "unread_number": Text(
        "Not a whole number; it is kept as text.", "整数ではないため、文字として残します。"
    ),
    "unread_date": Text(
        "Not a date; it is kept as text. Write 2026-07-20.",
        "日付として読み取れないため文字として残します。2026-07-20のように入力してください。",
    ),
    "bad_phone": Text(
        "Not a whole telephone number; it is kept as text. Write 0834-22-8640.",
        "市外局番を含む電話番号ではないため文字として残します。"
        "0834-22-8640のように入力してください。",
    ),
    "bad_postcode": Text(
        "Not a postcode; it is kept as text. Write 745-0000.",
        "郵便番号ではないため文字として残します。745-0000のように入力してください。",
    ),
    "bad_email": Text(
        "Not a mail address; it is left out.", "メールアドレスではないため、取り込みません。"
    ),
    "bad_url": Text(
        "Not a web address that begins with http:// or https://; it is left out.",
        "http:// または https:// で始まるURLではないため、取り込みません。",
    ),
    "unread_days": Text(
        "The days are not understood, so the hours count as unknown; write 月火水木金土日.",
        "曜日を読み取れないため、利用時間は不明として扱います。"
        "「月火水木金土日」のように入力してください。",
    ),
    "note_not_applied": Text(
        "The note speaks of closing in words that cannot be planned with; it is shown as it is. "
        "Dates such as 12月29日～1月3日休館 can be.",
        "休業に関する記述の一部を計画に反映できません（そのまま表示します）。"
        "「12月29日～1月3日休館」のように日付で書くと反映されます。",
    ),
    "category_guessed": Text(
        "The name tells no category; it counts as a cultural facility until one is stated.",
        "名称から分類を判断できません。分類を指定するまで文化施設として扱います。",
    ),
}

FAULTS: Final[Mapping[str, Text]] = {**FILE_FAULTS, **ROW_FAULTS, **REMARKS}
"""Code of every fault and remark, with what is wrong and what would do."""

REMARK_CODES: Final = frozenset(REMARKS)
"""Codes after which the row is accepted all the same."""

REPAIRS: Final[Mapping[str, Text]] = {
    "whitespace": Text("Surplus spaces were removed.", "余分な空白を取り除きました。"),
    "control_characters": Text(
        "Invisible control characters were removed.", "見えない制御文字を取り除きました。"
    ),
    "width": Text(
        "Full-width digits and letters became half-width: {made}.",
        "全角の英数字を半角にしました：{made}",
    ),
    "kana_width": Text(
        "Half-width kana became full-width: {made}.", "半角カナを全角にしました：{made}"
    ),
    "time_rewritten": Text("The time was written as {made}.", "時刻を{made}と書き直しました。"),
    "date_rewritten": Text("The date was written as {made}.", "日付を{made}と書き直しました。"),
    "fee_rewritten": Text("The price was written as {made}.", "料金を{made}と書き直しました。"),
    "flag_rewritten": Text("The answer was written as {made}.", "有無を{made}と書き直しました。"),
    "number_rewritten": Text("The number was written as {made}.", "数値を{made}と書き直しました。"),
    "leading_zero": Text(
        "The leading zero was lost; the check digit proves {made}.",
        "先頭の0が失われていました。検査数字により{made}と確認しました。",
    ),
    "phone_leading_zero": Text(
        "The leading zero was lost; the number of digits proves {made}.",
        "先頭の0が失われていました。桁数により{made}と確認しました。",
    ),
    "swapped_coordinates": Text(
        "Latitude and longitude were exchanged; only so the point lies in the area: {made}.",
        "緯度と経度を入れ替えました。対象地域に入るのはこの場合だけです：{made}",
    ),
    "degrees_minutes": Text(
        "Degrees and minutes became decimal degrees; only so the point lies in the area: {made}.",
        "度分（秒）を十進数の度にしました。対象地域に入るのはこの場合だけです：{made}",
    ),
}
"""Code of every repair, with why it was safe."""
