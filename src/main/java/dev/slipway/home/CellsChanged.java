package dev.slipway.home;

import java.util.List;

/// Told inside the process when cells of the matrix say something new.
///
/// @param layout whether rows or columns may have come or gone
public record CellsChanged(List<Cell> cells, boolean layout) {}
