#!/usr/bin/env bash
# Ends with 0 when the Lily of this container is ready; asks without a JVM or a web client.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${LILY_SERVER_PORT:-21000}"
printf 'GET /api/lily/v1/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 5 _ status _ <&3
[[ $status == 200 ]]
