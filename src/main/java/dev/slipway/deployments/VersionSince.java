package dev.slipway.deployments;

import java.time.Instant;

/// Since when a placement runs a version.
///
/// @param version as history names it: the tag, or the digest where there is none
/// @param at when the deployment that brought it ended, or when the change was seen
public record VersionSince(String version, Instant at) {}
