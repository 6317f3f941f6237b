package dev.lily.server.http;

import java.util.concurrent.CompletionStage;

/** Answers a request later, without holding a thread: for long polls. */
@FunctionalInterface
public interface AsyncApiHandler {
  CompletionStage<ApiResponse> handle(ApiRequest request) throws Exception;
}
