package dev.slipway.backups.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A script that tells the portal how its backups went.
record Reporter(int port) {

  static String body(String run, String outcome, Instant startedAt) {
    return "{\"run\":\"%s\",\"outcome\":\"%s\",\"startedAt\":\"%s\"}"
        .formatted(run, outcome, startedAt);
  }

  int send(UUID backup, String secret, String body) {
    return status(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/v1/backup-reports/%s".formatted(port, backup)))
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  int get(String path, String secret) {
    return status(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + secret));
  }

  private static int status(HttpRequest.Builder request) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
