package dev.slipway.deployments;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.deployments.*`
///
/// @param mostReplicas the most that anybody may ask for
@ConfigurationProperties("slipway.deployments")
record DeploymentsProperties(@DefaultValue("200") int mostReplicas) {}
