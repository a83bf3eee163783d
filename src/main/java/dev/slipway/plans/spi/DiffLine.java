package dev.slipway.plans.spi;

/// One line of a diff: ' ' kept, '-' removed, '+' added.
public record DiffLine(char sign, String text) {}
