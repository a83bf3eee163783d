package dev.slipway.shell;

import org.jspecify.annotations.Nullable;

/// One of several links that stand together: a tab, a filter chip, a breadcrumb.
///
/// @param current whether it is the one that holds now
/// @param count a number to show beside the label, or null
/// @param state a word of {@link Look} that gives icon and colour, or null
public record Choice(
    String label, String href, boolean current, @Nullable Long count, @Nullable String state) {

  public static Choice link(String label, String href) {
    return new Choice(label, href, false, null, null);
  }

  public static Choice tab(String label, String href, boolean current) {
    return new Choice(label, href, current, null, null);
  }

  public static Choice counted(String label, String href, boolean current, long count) {
    return new Choice(label, href, current, count, null);
  }

  public static Choice state(String label, String href, boolean current, long count, String state) {
    return new Choice(label, href, current, count, state);
  }
}
