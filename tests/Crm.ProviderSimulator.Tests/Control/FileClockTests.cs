using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Tests.Control;

public sealed class FileClockTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"clock-{Guid.CreateVersion7()}");

    [Fact]
    public async Task Time_follows_the_file_and_survives_a_half_written_one()
    {
        await File.WriteAllTextAsync(path, "2026-06-01T12:00:00Z\n");
        var clock = new FileClock(path);
        clock.GetUtcNow().ShouldBe(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

        await File.WriteAllTextAsync(path, "");
        await Task.Delay(30);
        clock.GetUtcNow().ShouldBe(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

        await File.WriteAllTextAsync(path, "2026-06-08T15:00:00+03:00");
        await Task.Delay(30);
        clock.GetUtcNow().ShouldBe(new(2026, 6, 8, 12, 0, 0, TimeSpan.Zero));
    }

    public void Dispose() => File.Delete(path);
}
