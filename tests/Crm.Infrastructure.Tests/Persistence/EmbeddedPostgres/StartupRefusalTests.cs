using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Persistence.EmbeddedPostgres;

public sealed class StartupRefusalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("crm-refusal-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Missing_binaries_are_named_with_the_remedy()
    {
        var options = new ScratchCluster().Options with
        {
            DataDirectory = folder,
            BinariesDirectory = Path.Combine(folder, "nothing"),
        };

        var refusal = await Should.ThrowAsync<StartupException>(() => ScratchCluster.StartAsync(options));
        refusal.Message.ShouldBe(
            $"PostgreSQL was not found in {options.BinariesDirectory}: run build/tools.sh, or set CRM_POSTGRES_BIN or CRM_DATABASE_URL."
        );
    }

    [Fact]
    public async Task Data_directory_that_is_a_file_is_refused_in_one_sentence()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "not a folder");
        var options = new ScratchCluster().Options with { DataDirectory = file };

        var refusal = await Should.ThrowAsync<StartupException>(() => ScratchCluster.StartAsync(options));
        refusal.Message.ShouldStartWith($"CRM_DATA_DIR {file} cannot be used:");
        refusal.Message.ShouldNotContain("\n");
    }
}
