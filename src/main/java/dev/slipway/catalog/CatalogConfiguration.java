package dev.slipway.catalog;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The copy in memory is checked on a schedule.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CatalogConfiguration {}
