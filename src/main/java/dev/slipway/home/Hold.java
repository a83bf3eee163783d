package dev.slipway.home;

/// What keeps a plan from being started, though it can be previewed: a freeze or a lock.
///
/// @param icon that stands on the buttons it holds
/// @param why what holds, until when, and who can end it; a sentence or more
public record Hold(String icon, String why) {

  /// Id of the sentence that says so.
  public String reasonId() {
    return icon.equals("snowflake") ? "why-frozen" : "why-locked";
  }
}
