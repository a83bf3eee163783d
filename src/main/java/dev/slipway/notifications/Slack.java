package dev.slipway.notifications;

/// The one rule of Slack's text format that matters for foreign words.
final class Slack {

  private Slack() {}

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
