package dev.slipway.values.web;

/// What stands in the form.
record Typed(String name, String text, String reason) {

  static final Typed NOTHING = new Typed("", "", "");
}
