package dev.slipway.journeys;

import com.microsoft.playwright.Page;
import tools.jackson.databind.JsonNode;

/// A portal with clusters and people, to live a journey on. Every yard has the same services,
/// environments and people, so that one story is told on all of them.
interface Yard extends AutoCloseable {

  /// Address of the portal.
  String url();

  /// Signs in on the page that is open; the portal then shows where the person wanted to go.
  void signIn(Page page, String handle);

  /// The Deployment that runs a service, straight from the API server.
  JsonNode deployment(String service, String environment) throws Exception;

  /// The autoscaler of student-service in production, straight from the API server.
  JsonNode autoscaler() throws Exception;

  /// Changes the image past the portal, as `kubectl set image` does.
  void setImage(String service, String environment, String image) throws Exception;

  @Override
  void close();
}
