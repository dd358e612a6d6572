#pragma once
#include "app/khaldun/flags.h"
#include "khaldun/reading/reading.h"

namespace khaldun::app {

/// khaldun ingest --records: events that were coded already go into the store as they are. The exit code.
int ingest_records(const Call& call, const ReadOptions& read);

}  // namespace khaldun::app
