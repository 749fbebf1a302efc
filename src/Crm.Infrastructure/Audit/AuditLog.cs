using System.Buffers.Binary;
using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Tenancy.Audit;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Audit;

/// <summary>A page is read by key, whatever the filter: an id begins with the time, and every filter has an index that ends with it.</summary>
internal sealed class AuditLog(CrmDbContext context, AuditKeys keys) : IAuditLog
{
    private const string Person = "person";

    public async Task<Page<AuditEventDto>> ReadAsync(ListAuditEvents request, CancellationToken cancellationToken)
    {
        var page = await Matching(request)
            .OrderByDescending(audited => audited.Id)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).ToList();
        var names = await NamesAsync(shown, cancellationToken);
        var subjects = await KeysAsync(shown, cancellationToken);
        var answers = new List<AuditEventDto>(shown.Count);
        foreach (var audited in shown)
        {
            answers.Add(await ShowAsync(audited, names, subjects, cancellationToken));
        }

        return new(answers, page.Count > request.Limit ? shown[^1].Id.ToString() : null);
    }

    public Task<int> CountAsync(string action, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        var first = FirstIdOf(since.ToUnixTimeMilliseconds());

        return context
            .Set<AuditEvent>()
            .Where(audited => audited.Action == action && audited.Id >= first && audited.OccurredAt > since)
            .Take(most)
            .CountAsync(cancellationToken);
    }

    private IQueryable<AuditEvent> Matching(ListAuditEvents request)
    {
        var events = context.Set<AuditEvent>().AsNoTracking();
        if (request.ActorId is { } actor)
        {
            events = events.Where(audited => audited.ActorId == actor);
        }

        if (request.Action is { } action)
        {
            events = events.Where(audited => audited.Action == action);
        }

        if (request.ResourceType is { } type)
        {
            events = events.Where(audited => audited.ResourceType == type);
        }

        if (request.ResourceId is { } resource)
        {
            events = events.Where(audited => audited.ResourceId == resource);
        }

        if (request.From?.ToUniversalTime() is { } from)
        {
            var first = FirstIdOf(from.ToUnixTimeMilliseconds());
            events = events.Where(audited => audited.Id >= first && audited.OccurredAt >= from);
        }

        if (request.To?.ToUniversalTime() is { } to)
        {
            var end = FirstIdOf(to.ToUnixTimeMilliseconds() + 1);
            events = events.Where(audited => audited.Id < end && audited.OccurredAt < to);
        }

        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            events = events.Where(audited => audited.Id < last);
        }

        return events;
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(List<AuditEvent> shown, CancellationToken cancellationToken)
    {
        var ids = shown.Where(audited => audited.ActorKind == Person).Select(audited => audited.ActorId).ToHashSet();

        return ids.Count == 0
            ? []
            : await context
                .Set<Person>()
                .AsNoTracking()
                .Where(person => ids.Contains(person.Id))
                .ToDictionaryAsync(person => person.Id, person => person.FullName, cancellationToken);
    }

    private async Task<Dictionary<Guid, AuditKey>> KeysAsync(
        List<AuditEvent> shown,
        CancellationToken cancellationToken
    )
    {
        var ids = shown
            .Where(audited => audited is { SubjectId: not null, Personal: not null })
            .Select(audited => audited.SubjectId!.Value)
            .ToHashSet();

        return ids.Count == 0
            ? []
            : await context
                .Set<AuditKey>()
                .AsNoTracking()
                .Where(key => ids.Contains(key.SubjectId))
                .ToDictionaryAsync(key => key.SubjectId, cancellationToken);
    }

    private async ValueTask<AuditEventDto> ShowAsync(
        AuditEvent audited,
        Dictionary<Guid, string> names,
        Dictionary<Guid, AuditKey> subjects,
        CancellationToken cancellationToken
    )
    {
        var key = audited.SubjectId is { } subject ? subjects.GetValueOrDefault(subject) : null;
        var personal = audited.Personal is { } values
            ? await keys.OpenAsync(key, audited.Id, values, cancellationToken)
            : null;

        return new(
            audited.Id,
            audited.Seq,
            audited.Seq is not null,
            audited.OccurredAt,
            new(audited.ActorKind, audited.ActorId, names.GetValueOrDefault(audited.ActorId ?? Guid.Empty)),
            audited.Address,
            audited.Action,
            new(audited.ResourceType, audited.ResourceId),
            audited.Before is { } before ? new(before) : null,
            audited.After is { } after ? new(after) : null,
            audited.SubjectId,
            personal is null ? null : new(personal),
            audited.Personal is not null && key?.SealedKey is null
        );
    }

    private static Guid FirstIdOf(long milliseconds)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, milliseconds) << 16);

        return new(bytes, bigEndian: true);
    }
}
