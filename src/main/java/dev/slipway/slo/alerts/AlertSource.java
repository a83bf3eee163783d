package dev.slipway.slo.alerts;

import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import java.util.List;

/// Where alerts are known: the port beside {@link dev.slipway.slo.SliSource}. Never called inside a
/// transaction; what goes wrong is an answer.
public interface AlertSource {

  /// The rules for alerts of a Prometheus.
  SliAnswer<List<RuleState>> rules(SliDatasource source);

  /// What is pending or fires, at a Prometheus or at an Alertmanager, which also tells silences.
  SliAnswer<List<FiringAlert>> firing(SliDatasource source);
}
