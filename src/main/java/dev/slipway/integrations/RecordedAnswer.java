package dev.slipway.integrations;

import org.jspecify.annotations.Nullable;

/// What a call was answered, to be given again.
///
/// @param location the header of that name, or null
public record RecordedAnswer(int status, @Nullable String location, String body) {}
