#include <ingot/document/detail/json_syntax_error.hpp>

#include <string_view>

namespace ingot::inline v0 {

namespace {

std::string_view expected(rapidjson::ParseErrorCode code) {
    switch (code) {
    case rapidjson::kParseErrorObjectMissName: return "a member name in double quotes";
    case rapidjson::kParseErrorObjectMissColon: return "':' after the member name";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket: return "',' or '}' after the member";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket: return "',' or ']' after the element";
    case rapidjson::kParseErrorStringMissQuotationMark: return "the closing '\"' of a string";
    case rapidjson::kParseErrorNumberMissFraction: return "a digit after the decimal point";
    case rapidjson::kParseErrorNumberMissExponent: return "a digit in the exponent";
    case rapidjson::kParseErrorDocumentRootNotSingular: return "nothing more after the root value";
    case rapidjson::kParseErrorUnspecificSyntaxError: return "a whole comment, '// ...' or '/* ... */'";
    default: return "a value";
    }
}

std::string show(int found) {
    if (found == '\n' || found == '\r') return "the end of the line";
    if (found > 0x20 && found < 0x7F) return std::string("'") + static_cast<char>(found) + '\'';
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned>(found);
    return std::string("the byte 0x") + digits[(byte >> 4) & 15U] + digits[byte & 15U];
}

} // namespace

std::string describe_syntax_error(rapidjson::ParseErrorCode code, int found) {
    switch (code) {
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        return "a \\u escape needs four hexadecimal digits";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
        return "a \\u escape names half of a surrogate pair; write both halves, or the character itself";
    case rapidjson::kParseErrorStringInvalidEncoding:
        return "the text is not valid UTF-8 here; save the document as UTF-8";
    case rapidjson::kParseErrorNumberTooBig:
        return "the number is out of the range of a double; write one below 1.8e308";
    case rapidjson::kParseErrorStringEscapeInvalid:
        if (found == '\\')
            return "unknown escape; JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits";
        return "a string holds a control character (" + show(found) + "); write it as an escape such as \\n";
    default: break;
    }
    const std::string wanted(expected(code));
    if (found < 0) return "the document ends too early: " + wanted + " is missing; is it cut short?";
    if (found == 0) return "the text holds a NUL byte; expected " + wanted;
    if (found == '/' && code != rapidjson::kParseErrorUnspecificSyntaxError)
        return "comments are not allowed in this document; expected " + wanted;
    if (code == rapidjson::kParseErrorValueInvalid && (found == 'N' || found == 'I'))
        return "NaN and Infinity are no JSON numbers; expected a finite number";
    return "unexpected " + show(found) + "; expected " + wanted;
}

} // namespace ingot::inline v0
