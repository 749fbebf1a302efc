namespace Crm.Infrastructure.Audit;

/// <summary>
/// Follows one chain from its beginning. Each place is checked against the seal before it as stored, so that one fault is one fault
/// and not that of all who come later.
/// </summary>
internal sealed class ChainWalk
{
    private const int MostSuspects = 40;
    private const int MostFaults = 1000;

    private readonly List<AuditFault> faults = [];
    private readonly List<Suspect> suspects = [];
    private readonly HashSet<long> gaps = [];

    public long LastSeq { get; private set; }
    public Guid? LastEvent { get; private set; }
    public byte[] LastHash { get; private set; } = AuditRow.Beginning;
    public long Sealed { get; private set; }
    public IReadOnlyList<AuditFault> Faults => faults;

    public void Step(long seq, Guid eventId, byte[] hash, AuditRow? row)
    {
        for (var missing = LastSeq + 1; missing < seq && gaps.Count < MostFaults; missing++)
        {
            gaps.Add(missing);
            Report(AuditFaultKind.Deleted, missing, null, "the seal of this place is gone");
        }

        if (row is null)
        {
            Report(AuditFaultKind.Deleted, seq, eventId, "the event is gone");
        }
        else if (!row.HashAfter(LastHash, seq).AsSpan().SequenceEqual(hash))
        {
            Suspect(new(seq, eventId, LastHash, hash, row));
        }
        else if (row.Seq != seq)
        {
            Report(AuditFaultKind.Changed, seq, eventId, "its number was changed");
        }

        (LastSeq, LastEvent, LastHash) = (seq, eventId, hash);
        Sealed++;
    }

    /// <summary>An event that no seal knows of.</summary>
    public void Stray(AuditRow row, AuditHead? head)
    {
        if (row.Seq > LastSeq && row.Seq <= head?.Seq)
        {
            Report(AuditFaultKind.TailCut, row.Seq, row.Id, "its seal was cut off with the end of the chain");
        }
        else if (row.Seq is { } seq && gaps.Contains(seq))
        {
            Report(AuditFaultKind.Inserted, seq, row.Id, "it stands where a seal is gone, and nothing confirms it");
        }
        else
        {
            Report(AuditFaultKind.Inserted, row.Seq, row.Id, "it carries a number that was never given to it");
        }
    }

    public void Report(AuditFaultKind kind, long? seq, Guid? eventId, string meaning)
    {
        if (faults.Count < MostFaults)
        {
            faults.Add(new(kind, seq, eventId, meaning));
        }
    }

    /// <summary>What does not fit its place may fit another one: then it was moved there.</summary>
    public void Judge()
    {
        var befores = suspects.SelectMany(suspect => new[] { suspect.Previous, suspect.Hash }).ToList();
        var sealsOf = suspects.Select(suspect => Convert.ToHexString(suspect.Hash)).ToHashSet(StringComparer.Ordinal);
        foreach (var suspect in suspects)
        {
            var fits = suspects
                .Select(other => other.Seq)
                .FirstOrDefault(seq =>
                    befores.Any(before => sealsOf.Contains(Convert.ToHexString(suspect.Row.HashAfter(before, seq))))
                );
            if (fits == 0 && suspect.Row.Seq is { } own && own != suspect.Seq)
            {
                fits = own;
            }

            Report(
                fits == 0 ? AuditFaultKind.Changed : AuditFaultKind.Reordered,
                suspect.Seq,
                suspect.EventId,
                fits == 0 ? "it says something else than what was sealed"
                    : fits == suspect.Seq ? "another event was put before it"
                    : FormattableString.Invariant($"it was sealed at sequence {fits}")
            );
        }
    }

    private void Suspect(Suspect suspect)
    {
        if (suspects.Count < MostSuspects)
        {
            suspects.Add(suspect);
        }
        else
        {
            Report(
                AuditFaultKind.Changed,
                suspect.Seq,
                suspect.EventId,
                "it says something else than what was sealed, or stands in another place"
            );
        }
    }
}

internal sealed record Suspect(long Seq, Guid EventId, byte[] Previous, byte[] Hash, AuditRow Row);
