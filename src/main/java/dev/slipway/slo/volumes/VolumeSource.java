package dev.slipway.slo.volumes;

import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import java.util.List;

/// Where the fill of volumes is known: the port beside {@link dev.slipway.slo.SliSource}. Never
/// called inside a transaction; what goes wrong is an answer.
public interface VolumeSource {

  /// Every claim of which both numbers are known now.
  SliAnswer<List<VolumeFill>> fills(SliDatasource source);
}
