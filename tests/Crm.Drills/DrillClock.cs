using System.Globalization;

namespace Crm.Drills;

/// <summary>The file that server, workers and simulator read the time from.</summary>
internal sealed class DrillClock
{
    public DrillClock(string folder, DateTimeOffset start)
    {
        Path = System.IO.Path.Combine(folder, "clock");
        Now = start;
        Write();
    }

    public string Path { get; }

    public DateTimeOffset Now { get; private set; }

    public void Advance(TimeSpan by)
    {
        Now += by;
        Write();
    }

    // Renamed into place, so that nobody reads half a time.
    private void Write()
    {
        var next = Path + ".next";
        File.WriteAllText(next, Now.ToString("O", CultureInfo.InvariantCulture));
        File.Move(next, Path, overwrite: true);
    }
}
