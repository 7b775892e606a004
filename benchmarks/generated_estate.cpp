#include "generated_estate.hpp"

#include <ingot/core/timestamp.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace ingot::benchmarks {

namespace {

constexpr std::array<std::string_view, 5> regions{"westeurope", "northeurope", "eastus", "westus2",
                                                  "southeastasia"};
constexpr std::string_view images = "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001";
constexpr std::string_view fleet = "/subscriptions/5f0ad1e0-0000-4000-8000-000000000002";
constexpr std::size_t definitions_per_gallery = 100;

/// Collects text and passes it on in large pieces.
class piecewise {
public:
    explicit piecewise(byte_sink& sink) : sink_(sink) {}

    piecewise& operator<<(std::string_view text) {
        buffer_ += text;
        if (buffer_.size() > (std::size_t{1} << 20)) flush();
        return *this;
    }
    piecewise& operator<<(std::size_t number) { return *this << std::string_view(std::to_string(number)); }

    void flush() {
        if (outcome_) outcome_ = sink_.write(buffer_);
        buffer_.clear();
    }

    [[nodiscard]] result<void> outcome() const { return outcome_; }

private:
    byte_sink& sink_;
    std::string buffer_;
    result<void> outcome_;
};

std::string definition_id(std::size_t definition) {
    return std::string(images) + "/resourceGroups/images/providers/Microsoft.Compute/galleries/gallery" +
           std::to_string(definition / definitions_per_gallery) + "/images/definition" +
           std::to_string(definition);
}

void write_version(piecewise& out, std::size_t definition, std::size_t at, std::size_t count) {
    const timestamp taken = *parse_timestamp(taken_at);
    const timestamp published = taken - std::chrono::hours(24 * 7) * static_cast<std::int64_t>(count - at);
    const bool deprecated = at * 10 < count;
    out << R"({"id":")" << definition_id(definition) << "/versions/1." << at << R"(.0","name":"1.)" << at
        << R"(.0","type":"Microsoft.Compute/galleries/images/versions","location":"westeurope","tags":{"ring":"stable")";
    if (deprecated)
        out << R"(,"ingot-deprecated-at":")"
            << format_timestamp(
                   std::min(published + std::chrono::hours(24 * 90), taken - std::chrono::hours(24 * 60)))
            << "\"";
    out << R"(},"properties":{"provisioningState":"Succeeded","publishingProfile":{"publishedDate":")"
        << format_timestamp(published) << R"(","replicaCount":1,"storageAccountType":"Standard_LRS",)"
        << R"("excludeFromLatest":)" << (deprecated ? "true" : "false") << R"(,"targetRegions":[)";
    for (std::size_t r = 0; r < regions.size(); ++r)
        out << (r == 0 ? "" : ",") << R"({"name":")" << regions[r]
            << R"(","regionalReplicaCount":1,"storageAccountType":"Standard_LRS"})";
    out << R"(]},"storageProfile":{"source":{"id":")" << images
        << R"(/resourceGroups/build/providers/Microsoft.Compute/images/built"},"osDiskImage":{"sizeInGB":30,)"
        << R"("hostCaching":"ReadWrite"}},"safetyProfile":{"allowDeletionOfReplicatedLocations":false},)"
        << R"("replicationStatus":{"aggregatedState":"Completed","summary":[)";
    for (std::size_t r = 0; r < regions.size(); ++r)
        out << (r == 0 ? "" : ",") << R"({"region":")" << regions[r]
            << R"(","state":"Completed","details":"","progress":100})";
    out << "]}}}";
}

void write_machine(piecewise& out, std::size_t definition, std::size_t version, std::size_t number) {
    const std::string id = definition_id(definition);
    out << R"({"id":")" << fleet
        << "/resourceGroups/fleet/providers/Microsoft.Compute/virtualMachines/machine" << number
        << R"(","name":"machine)" << number << R"(","type":"Microsoft.Compute/virtualMachines","location":")"
        << regions[number % regions.size()]
        << R"(","properties":{"provisioningState":"Succeeded","hardwareProfile":{"vmSize":"Standard_D4s_v5"},)"
        << R"("storageProfile":{"imageReference":{"id":")" << id;
    // Those that follow latest were made from some version; three of four versions are used by name at all.
    if (number % 2 == 0 && version % 4 != 0) out << "/versions/1." << version << ".0";
    out << R"("},"osDisk":{"osType":"Linux","createOption":"FromImage"}}}})";
}

} // namespace

result<void> write_estate(const estate_size& size, byte_sink& sink) {
    piecewise out(sink);
    const auto each_version = [&](auto&& use) {
        for (std::size_t at = 0; at < size.versions; ++at) {
            const std::size_t definition = at / size.versions_per_definition;
            const std::size_t first = definition * size.versions_per_definition;
            use(definition, at - first, std::min(size.versions_per_definition, size.versions - first));
        }
    };
    out << R"({"schema":"ingot.estate/1","taken_at":")" << taken_at << R"(","scopes":[")" << images
        << R"(",")" << fleet << R"("],"coverage":[)";
    bool first = true;
    for (const std::string_view scope : {images, fleet})
        for (const std::string_view source :
             {"virtual_machines", "scale_sets", "scale_set_instances", "locks"}) {
            out << (first ? "" : ",") << R"({"scope":")" << scope << R"(","source":")" << source
                << R"(","status":"complete","at":")" << taken_at << R"("})";
            first = false;
        }
    out << R"(],"galleries":[)";
    const std::size_t definitions =
        (size.versions + size.versions_per_definition - 1) / size.versions_per_definition;
    for (std::size_t g = 0; g * definitions_per_gallery < definitions; ++g)
        out << (g == 0 ? "" : ",") << R"({"id":")" << images
            << "/resourceGroups/images/providers/Microsoft.Compute/galleries/gallery" << g
            << R"(","location":"westeurope","properties":{}})";
    out << R"(],"image_definitions":[)";
    for (std::size_t d = 0; d < definitions; ++d)
        out << (d == 0 ? "" : ",") << R"({"id":")" << definition_id(d)
            << R"(","location":"westeurope","tags":{"tier":"prod"},"properties":{"osType":"Linux"}})";
    out << R"(],"image_versions":[)";
    first = true;
    each_version([&](std::size_t definition, std::size_t at, std::size_t count) {
        out << (first ? "" : ",\n");
        first = false;
        write_version(out, definition, at, count);
    });
    out << R"(],"virtual_machines":[)";
    std::size_t number = 0;
    each_version([&](std::size_t definition, std::size_t at, std::size_t) {
        for (std::size_t r = 0; r < size.references_per_version; ++r) {
            out << (number == 0 ? "" : ",\n");
            write_machine(out, definition, at, number++);
        }
    });
    out << "]}\n";
    out.flush();
    return out.outcome();
}

} // namespace ingot::benchmarks
