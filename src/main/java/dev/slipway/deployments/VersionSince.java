package dev.slipway.deployments;

import java.time.Instant;

/// Since when a placement runs what it runs now.
///
/// After the way back or a restart that is since then, though the version was there before.
///
/// @param version as history names it: the tag, or the digest where there is none
/// @param at when the last deployment that brought it ended, or when the change was seen
public record VersionSince(String version, Instant at) {}
