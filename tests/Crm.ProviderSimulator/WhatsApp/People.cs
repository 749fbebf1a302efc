using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Who has WhatsApp, and until when each business may write to them freely.</summary>
internal sealed partial class People(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Person> people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string NumberId, string UserId), DateTimeOffset> inbound = new();

    public int OpenWindows => inbound.Values.Count(last => IsOpen(last));

    public static bool IsUserId(string text) => UserIdPattern().IsMatch(text);

    /// <summary>Every phone number is somebody's until a test says otherwise.</summary>
    public Person ByPhone(string digits) =>
        people.Values.FirstOrDefault(person => person.WaId == digits) ?? Put(new(digits, UserIdOf(digits), "Müşteri"));

    public Person? ByUserId(string userId) => people.GetValueOrDefault(userId);

    public Person Put(Person person) => people[person.UserId] = person;

    public void NoteInbound(string numberId, Person person) => inbound[(numberId, person.UserId)] = clock.GetUtcNow();

    public bool HasOpenWindow(string numberId, Person person) =>
        inbound.TryGetValue((numberId, person.UserId), out var last) && IsOpen(last);

    public void Reset()
    {
        people.Clear();
        inbound.Clear();
    }

    private bool IsOpen(DateTimeOffset last) => clock.GetUtcNow() - last < Window;

    private static string UserIdOf(string digits)
    {
        var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes(digits))) % 100_000_000_000_000;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"TR.13{number:D14}");
    }

    [GeneratedRegex(
        @"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex UserIdPattern();
}
