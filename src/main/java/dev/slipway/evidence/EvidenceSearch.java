package dev.slipway.evidence;

import dev.slipway.deployments.ImageRef;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What to look for; null does not narrow.
///
/// @param image by its digest if it has one, else by its tag, else by the repository
/// @param cursor of the page before
public record EvidenceSearch(
    @Nullable ImageRef image, @Nullable UUID service, @Nullable String cursor, int limit) {}
