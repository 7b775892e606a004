#include "text.hpp"

void ingot_text_destroy(ingot_text* text) { delete text; }

const char* ingot_text_data(const ingot_text* text) { return text != nullptr ? text->value.c_str() : ""; }

size_t ingot_text_size(const ingot_text* text) { return text != nullptr ? text->value.size() : 0; }
