package dev.slipway.slo.formats;

import java.util.List;

/// What a file holds.
///
/// @param objectives those that can be taken over, in the order of the file
/// @param findings about documents and objectives that cannot, and about dashboards and alerts
public record ImportedFile(List<ImportedObjective> objectives, List<SloFinding> findings) {}
