package dev.slipway.sandbox.metrics;

import java.util.List;

/// How many requests come to a service in every minute, and how many of them fail or are slow: more
/// by day than by night, fewer at weekends, never quite the same, and always the same for the same
/// minute.
///
/// @param seed parts services from each other
/// @param peak requests in a minute of a busy day
/// @param budget the share of requests that may fail
/// @param usual how much of 30 days' budget is used by what fails every day
/// @param slow the share of requests that take longer than 200 ms
/// @param incidents what went wrong
/// @param silentFrom the day from which nobody comes any more, counted from the first of the story;
///   {@link #NEVER} if there is none
public record Traffic(
    String seed,
    int peak,
    double budget,
    double usual,
    double slow,
    List<Incident> incidents,
    int silentFrom) {

  public static final int NEVER = Integer.MAX_VALUE;

  private static final int DAY = 1_440;
  private static final int WEEK = 7;

  /// Everything goes wrong again after so many days, longer than the window of an objective.
  private static final int CYCLE = 47;

  /// What goes wrong for some minutes.
  ///
  /// @param day counted from the first of the story, negative before it
  /// @param minute of the day, UTC
  /// @param minutes how long
  /// @param share how much of 30 days' budget it uses
  public record Incident(int day, int minute, int minutes, double share) {}

  public Traffic {
    incidents = List.copyOf(incidents);
  }

  /// Requests in a minute, counted from 1970.
  ///
  /// @param firstDay the first of the story, in days since 1970
  int requests(long minute, long firstDay) {
    var day = Math.floorDiv(minute, DAY);
    if (silentFrom != NEVER && day >= firstDay + silentFrom) {
      return 0;
    }
    var hour = Math.floorMod(minute, DAY) / 60.0;
    var light = hour > 5 && hour < 23 ? Math.sin(Math.PI * (hour - 5) / 18) : 0;
    // The first of January 1970 was a Thursday.
    var weekday = Math.floorMod(day + 3, WEEK);
    var crowd = (0.12 + 0.88 * light) * (weekday >= 5 ? 0.55 : 1);
    return (int) Math.round(peak * crowd * (0.9 + 0.2 * chance(minute)));
  }

  /// Failed requests to be expected in a minute, not whole.
  ///
  /// @param month requests of the 30 days before the story
  double failures(long minute, int requests, long firstDay, long month) {
    var failed = requests * budget * usual;
    for (var incident : incidents) {
      if (isIn(incident, minute, firstDay)) {
        failed += incident.share() * budget * month / incident.minutes();
      }
    }
    return Math.min(failed, requests * 0.3);
  }

  private static boolean isIn(Incident incident, long minute, long firstDay) {
    var begin = (firstDay + incident.day()) * DAY + incident.minute();
    return Math.floorMod(minute - begin, (long) CYCLE * DAY) < incident.minutes();
  }

  /// Between 0 and 1, the same for the same minute.
  private double chance(long minute) {
    var mixed = (minute + seed.hashCode()) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
