package dev.slipway.shell;

/// A lasting notice in the header, such as "Simulated clusters, demonstration data". Contributed as
/// a bean by whoever knows in which mode the portal runs.
///
/// @param label one word for narrow screens
/// @param text the whole notice
/// @param href the page about it, or an empty string
public record ModeBanner(String label, String text, String href) {}
