package dev.muster.testkit.stage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A date of a cookie in whatever form servers write it, read as browsers do (RFC 6265, 5.1.1). */
final class CookieDate {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final Pattern DELIMITERS =
      Pattern.compile("[\\t\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
  private static final Pattern TIME = part("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})");
  private static final Pattern DAY = part("([0-9]{1,2})");
  private static final Pattern YEAR = part("([0-9]{2,4})");
  private static final Pattern MONTH =
      Pattern.compile("(?is)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*");
  private static final int FIRST_YEAR = 1601;

  private @Nullable Matcher time;
  private @Nullable Matcher day;
  private @Nullable Matcher month;
  private @Nullable Matcher year;

  private CookieDate() {}

  /** The time, or null if the text is none; then browsers take no notice of it. */
  static @Nullable Instant parse(String text) {
    CookieDate date = new CookieDate();
    for (String token : DELIMITERS.split(text, -1)) {
      date.take(token);
    }
    return date.instant();
  }

  /** Each token is the first part that it can be and that is still wanted. */
  private void take(String token) {
    Matcher asTime = time == null ? match(TIME, token) : null;
    Matcher asDay = day == null ? match(DAY, token) : null;
    Matcher asMonth = month == null ? match(MONTH, token) : null;
    if (asTime != null) {
      time = asTime;
    } else if (asDay != null) {
      day = asDay;
    } else if (asMonth != null) {
      month = asMonth;
    } else if (year == null) {
      year = match(YEAR, token);
    }
  }

  private static @Nullable Matcher match(Pattern part, String token) {
    Matcher matcher = part.matcher(token);
    return matcher.matches() ? matcher : null;
  }

  private @Nullable Instant instant() {
    if (time == null || day == null || month == null || year == null) {
      return null;
    }
    int inYear = number(year, 1);
    int full = inYear < 70 ? inYear + 2000 : inYear < 100 ? inYear + 1900 : inYear;
    int inMonth = MONTHS.indexOf(month.group(1).toLowerCase(Locale.ROOT)) / 3 + 1;
    try {
      return full < FIRST_YEAR
          ? null
          : LocalDateTime.of(
                  full, inMonth, number(day, 1), number(time, 1), number(time, 2), number(time, 3))
              .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static int number(Matcher part, int group) {
    return Integer.parseInt(part.group(group));
  }

  /** What a token begins with; what is not a digit may follow. */
  private static Pattern part(String digits) {
    return Pattern.compile("(?s)" + digits + "(?:[^0-9].*)?");
  }
}
