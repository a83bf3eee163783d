package dev.slipway.plans;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an operator may set under `slipway.plans`.
///
/// @param operationLimit after this long an operation that has not ended is `unknown` and people
///   are told
/// @param look how often a settling change is looked at
/// @param retry how long to wait before an unanswered cluster is asked again
/// @param queue how many deployments may run and wait on one cluster, rollbacks aside
@ConfigurationProperties("slipway.plans")
record PlansProperties(
    @DefaultValue("60m") Duration operationLimit,
    @DefaultValue("1s") Duration look,
    @DefaultValue("2s") Duration retry,
    @DefaultValue("200") int queue) {}
