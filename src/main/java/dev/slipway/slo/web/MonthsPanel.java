package dev.slipway.slo.web;

import dev.slipway.slo.ObjectiveSeries.Month;
import dev.slipway.slo.ObjectiveSeries.Months;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The budget by months of the calendar, as a report asks for it.
record MonthsPanel(Months months) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  public List<Row> rows(ZoneId zone) {
    return months.in(zone).stream().map(MonthsPanel::row).toList();
  }

  private static Row row(Month month) {
    var missing = month.over() - month.known();
    return new Row(
        NAME.format(month.month()),
        Amounts.events(month.counts().bad()),
        Amounts.events(month.counts().total()),
        Amounts.used(month.used()),
        month.estimated() == null
            ? ""
            : "about " + Amounts.used(month.estimated()) + " of the whole month's",
        missing > 0 ? missing + " of " + month.over() + " h unknown" : "");
  }

  /// One month.
  ///
  /// @param estimated of the month that runs; empty once it is over
  /// @param missing what of it nobody knows; empty for nothing
  record Row(
      String name, String bad, String total, String used, String estimated, String missing) {}
}
