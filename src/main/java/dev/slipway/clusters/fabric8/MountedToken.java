package dev.slipway.clusters.fabric8;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A token that Kubernetes renews in a file, each time as it is now.
final class MountedToken implements OAuthTokenProvider {

  private static final Logger LOG = LoggerFactory.getLogger(MountedToken.class);
  private static final long READ_EVERY = 5_000_000_000L;

  private final Path file;
  private String token = "";
  private long readAt = System.nanoTime() - READ_EVERY;

  MountedToken(Path file) {
    this.file = file;
  }

  @Override
  public synchronized String getToken() {
    if (System.nanoTime() - readAt >= READ_EVERY) {
      readAt = System.nanoTime();
      try {
        token = Files.readString(file).strip();
      } catch (IOException e) {
        LOG.warn("The token of the service account cannot be read; the last one is used", e);
      }
    }
    return token;
  }
}
