package dev.slipway.runtime;

import dev.slipway.shell.ModeBanner;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class RuntimeConfiguration {

  /// Enough that rounds which wait for a database that is away do not hold up those in memory.
  private static final int ROUNDS_AT_ONCE = 6;

  @Bean
  SlipwaySettings slipwaySettings(SlipwayProperties properties) {
    return new SlipwaySettings(
        properties.mode(),
        "embedded".equals(properties.database()),
        properties.dataDir().toAbsolutePath(),
        properties.publicUrl());
  }

  @Bean
  Mode mode(SlipwaySettings settings) {
    return settings.mode();
  }

  @Bean
  @Nullable ModeBanner modeBanner(SlipwaySettings settings) {
    if (settings.isSandbox()) {
      return new ModeBanner(
          "Simulated", "Simulated clusters, demonstration data", "/demonstration");
    }
    return settings.embeddedDatabase()
        ? new ModeBanner("Trial", "Embedded database: for a trial, not for production", "")
        : null;
  }

  /// Spring's own scheduler for virtual threads runs all rounds with a fixed delay on one thread.
  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(ROUNDS_AT_ONCE);
    scheduler.setThreadNamePrefix("round-");
    return scheduler;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Sealing sealing(SlipwayProperties properties, SlipwaySettings settings) throws IOException {
    return new Sealing(EncryptionKey.find(properties, settings));
  }

  /// PostgreSQL inside the data folder. The executable jar leaves its binaries out, so it can only
  /// run where the build's class path is.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres")
  @ConditionalOnProperty(name = "slipway.database", havingValue = "embedded")
  static class Embedded {

    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(StartingDatabase starting) throws IOException {
      return starting.take();
    }

    @Bean
    MigrationConnection migrationConnection(EmbeddedDatabase database) {
      return new MigrationConnection(database);
    }
  }
}
