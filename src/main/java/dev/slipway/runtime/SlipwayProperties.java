package dev.slipway.runtime;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an operator may set under `slipway`.
///
/// @param mode `sandbox` or `production`; decided by {@link ModeEnvironment} when absent
/// @param database `embedded` or `external`; decided, not set
/// @param dataDir folder of the embedded database, the sandbox's clusters and the generated key
/// @param publicUrl address that people use, needed in production with an external database
/// @param listenUrl JDBC URL of a direct connection for news between replicas, where the datasource
///   goes through a pooler that lends connections by transaction
/// @param migrations whether a start migrates the database or only checks that it was migrated
/// @param encryptionKey 32 bytes in Base64, or `encryptionKeyFile` naming a file that holds them
@ConfigurationProperties("slipway")
record SlipwayProperties(
    Mode mode,
    String database,
    Path dataDir,
    @Nullable URI publicUrl,
    @Nullable String listenUrl,
    @DefaultValue("run") Migrations migrations,
    @Nullable String encryptionKey,
    @Nullable Path encryptionKeyFile) {}
