package dev.slipway.notifications;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line that the portal keeps for one person until they have read it.
public record NoticeView(
    UUID id, String text, @Nullable String link, Instant at, @Nullable Instant readAt) {

  /// What happened: the first line of what is told.
  public String headline() {
    return text.lines().findFirst().orElse("");
  }

  /// Who did it; empty where nobody is named.
  public String who() {
    var said = said();
    var end = said.indexOf(": ");
    return end < 0 ? said : said.substring(0, end);
  }

  /// Why, in the words of whoever did it; empty where they gave none.
  public String reason() {
    var said = said();
    var end = said.indexOf(": ");
    return end < 0 ? "" : said.substring(end + 2);
  }

  private String said() {
    var end = text.indexOf('\n');
    return end < 0 ? "" : text.substring(end + 1);
  }
}
