package dev.muster.servlet.account;

/** Tells which endpoints there are, as an OpenAPI document. */
final class DescriptionEndpoint {
  private final String path;
  private final OpenApiDocument document;

  DescriptionEndpoint(String path, OpenApiDocument document) {
    this.path = path;
    this.document = document;
  }

  Answer show(Call call) {
    return Answer.ok(document.at(call.within(path)));
  }
}
