package dev.slipway.health;

import java.util.List;

/// A rule that watches nothing: its evaluation fails, or does not come any more. While it does,
/// silence says nothing.
///
/// @param why in a sentence
/// @param source name of its datasource
/// @param places the services that its labels name; most often none
public record BlindRule(
    String name, String group, String source, String why, List<AlertLine.At> places) {}
