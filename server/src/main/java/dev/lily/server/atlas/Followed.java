package dev.lily.server.atlas;

import dev.lily.server.http.ApiResponse;

/**
 * How far the classification index followed a write.
 *
 * @param position of the write in the change log; of the newest change where it changed nothing
 * @param behind whether the index has not taken that in yet
 */
public record Followed(long position, boolean behind) {

  /** Says so in the headers of an answer. */
  ApiResponse on(ApiResponse answer) {
    ApiResponse placed = answer.withHeader("X-Lily-Position", Long.toString(position));
    return behind ? placed.withHeader("X-Lily-Index-Behind", "true") : placed;
  }
}
