package dev.slipway.verification;

import java.util.Map;

/// What a smoke test does to find out.
public sealed interface SmokeProbe permits HttpProbe, JobProbe, RefusedProbe {

  /// Such as `GET https://www.example.org/health`.
  String request();

  /// What must come of it, in a sentence.
  String wants();

  /// For the trail.
  Map<String, Object> facts();

  /// As in the API: `http` or `job`.
  String kind();
}
